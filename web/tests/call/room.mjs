// SPDX-License-Identifier: Apache-2.0
// The relay between browsers: the server's own room, run as a program, with hooks for a dishonest network.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const places = [process.env.SALUS_ROOM, 'build/debug/src/visit/visit_room_program', 'build/asan/src/visit/visit_room_program'];

function program() {
  const found = places.filter(Boolean).map((place) => (place.startsWith('/') ? place : root + place)).find(existsSync);
  if (!found) throw new Error('visit_room_program is not built: cmake --build --preset debug --target visit_room_program');
  return found;
}

/** Whoever sits in a room: `deliver` is called with each message, as an object. */
export class Room {
  #process = spawn(program(), { stdio: ['pipe', 'pipe', 'inherit'] });
  #deliver = new Map();
  events = [];
  /** What a dishonest network does: `(party, message) => message`, or nothing to drop it. */
  tamperSent = (_from, message) => message;
  tamperDelivered = (_to, message) => message;

  constructor() {
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const [kind, party, ...rest] = line.split(' ');
      if (kind === 'event') this.events.push([party, ...rest].join(' '));
      if (kind !== 'to') return;
      const message = this.tamperDelivered(party, JSON.parse(rest.join(' ')));
      if (message) this.#deliver.get(party)?.(message);
    });
  }

  #write(line) {
    if (this.#process.stdin.writable) this.#process.stdin.write(`${line}\n`);
  }
  join(party, deliver) {
    this.#deliver.set(party, deliver);
    this.#write(`join ${party}`);
  }
  /** `deliver` tells a socket that was replaced from the one that sits there now. */
  leave(party, deliver = this.#deliver.get(party)) {
    if (this.#deliver.get(party) !== deliver) return;
    this.#deliver.delete(party);
    this.#write(`leave ${party}`);
  }
  say(party, message) {
    const sent = this.tamperSent(party, message);
    if (sent) this.#write(`say ${party} ${JSON.stringify(sent)}`);
  }
  admit() {
    this.#write('admit clinician');
  }
  end(party) {
    this.#write(`end ${party}`);
  }
  report(party, reason) {
    this.#write(`report ${party} ${reason}`);
  }
  close() {
    this.#process.stdin.end();
  }
}
