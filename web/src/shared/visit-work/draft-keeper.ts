// SPDX-License-Identifier: Apache-2.0
// Keeps one draft saved: a moment after the last key, one save at a time, again after a failure, never over a newer version.
// Knows no React and no network, so that tests can drive it.

export interface Draft {
  text: string;
  diagnosis: { code: string; label: string } | null;
}

export type KeeperState =
  | { is: 'saved' | 'waiting' | 'saving' | 'failed'; version: number; savedAt: string | null }
  | { is: 'stale'; version: number; savedAt: string | null };

interface Parts {
  save: (draft: Draft, version: number) => Promise<{ version: number; saved_at: string }>;
  /** The server holds a newer version than the one this was written upon. */
  isStale: (error: unknown) => boolean;
  changed: (state: KeeperState) => void;
  /** Milliseconds after the last key, and after a failure. */
  pause?: number;
  retry?: number;
}

export class DraftKeeper {
  private draft: Draft;
  private dirty = false;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private state: KeeperState;
  private readonly parts: Parts;

  constructor(draft: Draft, version: number, savedAt: string | null, parts: Parts) {
    this.draft = draft;
    this.parts = parts;
    this.state = { is: 'saved', version, savedAt };
  }

  current(): KeeperState {
    return this.state;
  }

  edit(draft: Draft): void {
    this.draft = draft;
    this.dirty = true;
    if (this.state.is === 'stale') return;
    if (this.state.is !== 'saving') this.become({ is: 'waiting' });
    this.later(this.parts.pause ?? 800);
  }

  /** Goes on from a version that the person has seen: theirs as it is, or one's own upon it. */
  resolve(draft: Draft, version: number, keepMine: boolean): void {
    this.draft = draft;
    this.dirty = keepMine;
    this.state = { is: keepMine ? 'waiting' : 'saved', version, savedAt: this.state.savedAt };
    this.parts.changed(this.state);
    if (keepMine) this.later(0);
  }

  /** Saves what is left now; the version that holds everything, or null when something isn't saved. */
  async flush(): Promise<number | null> {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (this.dirty && this.state.is !== 'stale') await this.run();
    return !this.dirty && this.state.is === 'saved' ? this.state.version : null;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private later(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { void this.flush(); }, milliseconds);
  }

  private become(next: { is: KeeperState['is']; version?: number; savedAt?: string }): void {
    this.state = { ...this.state, ...next };
    this.parts.changed(this.state);
  }

  private run(): Promise<void> {
    const sent = this.draft;
    this.dirty = false;
    this.become({ is: 'saving' });
    this.running = this.parts.save(sent, this.state.version).then(
      ({ version, saved_at: savedAt }) => {
        this.become({ is: this.dirty ? 'waiting' : 'saved', version, savedAt });
        if (this.dirty) this.later(this.parts.pause ?? 800);
      },
      (error: unknown) => {
        this.dirty = true;
        if (this.parts.isStale(error)) {
          this.become({ is: 'stale' });
          return;
        }
        this.become({ is: 'failed' });
        this.later(this.parts.retry ?? 4000);
      },
    ).finally(() => { this.running = null; });
    return this.running;
  }
}
