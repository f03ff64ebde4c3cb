// SPDX-License-Identifier: Apache-2.0
// The law of drafts: in the end the server holds the last word typed, one save at a time, and never over a newer version.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftKeeper, type Draft, type KeeperState } from './draft-keeper.ts';

const draft = (text: string): Draft => ({ text, diagnosis: null });

function server() {
  const held = { text: '', version: 0, saves: 0, running: 0, mostRunning: 0, fail: 0 };
  const save = async (next: Draft, version: number) => {
    held.running++;
    held.mostRunning = Math.max(held.mostRunning, held.running);
    await new Promise((done) => { setTimeout(done, 50); });
    held.running--;
    if (held.fail > 0) {
      held.fail--;
      throw new Error('offline');
    }
    if (version !== held.version) throw new Error('stale');
    held.text = next.text;
    held.version++;
    held.saves++;
    return { version: held.version, saved_at: `t${held.version}` };
  };
  return { held, save };
}

describe('DraftKeeper', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  function keep() {
    const { held, save } = server();
    const states: KeeperState[] = [];
    const keeper = new DraftKeeper(draft(''), 0, null, {
      save, changed: (state) => states.push(state), pause: 100, retry: 500, isStale: (error) => (error as Error).message === 'stale',
    });
    return { held, keeper, states };
  }

  it('saves once after a burst of keys', async () => {
    const { held, keeper } = keep();
    for (const text of ['a', 'ab', 'abc']) keeper.edit(draft(text));
    await vi.advanceTimersByTimeAsync(200);
    expect(held).toMatchObject({ text: 'abc', saves: 1 });
    expect(keeper.current()).toMatchObject({ is: 'saved', version: 1, savedAt: 't1' });
  });

  it('goes on with what was typed during a save, one save at a time', async () => {
    const { held, keeper } = keep();
    keeper.edit(draft('first'));
    await vi.advanceTimersByTimeAsync(120);
    keeper.edit(draft('second'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(held).toMatchObject({ text: 'second', version: 2, mostRunning: 1 });
  });

  it('tries again until a failure is over', async () => {
    const { held, keeper, states } = keep();
    held.fail = 3;
    keeper.edit(draft('kept'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(held.text).toBe('kept');
    expect(states.filter(({ is }) => is === 'failed')).toHaveLength(3);
  });

  it('stops at a newer version and goes on from it as the person says', async () => {
    const { held, keeper } = keep();
    Object.assign(held, { text: 'theirs', version: 4 });
    keeper.edit(draft('mine'));
    await vi.advanceTimersByTimeAsync(300);
    expect(keeper.current().is).toBe('stale');
    keeper.edit(draft('mine, longer'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(held.text).toBe('theirs');
    keeper.resolve(draft('mine, longer'), 4, true);
    await vi.advanceTimersByTimeAsync(300);
    expect(held).toMatchObject({ text: 'mine, longer', version: 5 });
  });

  it('flush says which version holds everything, or null', async () => {
    const { held, keeper } = keep();
    keeper.edit(draft('now'));
    const flushed = keeper.flush();
    await vi.advanceTimersByTimeAsync(60);
    expect(await flushed).toBe(1);
    held.fail = 1;
    keeper.edit(draft('later'));
    const failed = keeper.flush();
    await vi.advanceTimersByTimeAsync(60);
    expect(await failed).toBeNull();
    keeper.stop();
  });
});
