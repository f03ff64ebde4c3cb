// SPDX-License-Identifier: Apache-2.0
// Gathers messages into conversations, the latest first. Pure.
import type { Wire } from '../../wire/schema.ts';
import type { Message } from './list-messages.ts';

export interface Conversation {
  other: Wire<'Person'>;
  messages: Message[];
  /** The last word is the other party's. */
  waiting: boolean;
}

export function conversations(messages: Message[]): Conversation[] {
  const byOther = new Map<string, Message[]>();
  for (const message of messages) {
    byOther.set(message.other.handle, [...(byOther.get(message.other.handle) ?? []), message]);
  }
  return [...byOther.values()]
    .map((of) => {
      const sorted = [...of].sort((a, b) => a.sent_at.localeCompare(b.sent_at));
      const last = sorted[sorted.length - 1] as Message;
      return { other: last.other, messages: sorted, waiting: !last.mine };
    })
    .sort((a, b) => (b.messages.at(-1)?.sent_at ?? '').localeCompare(a.messages.at(-1)?.sent_at ?? ''));
}
