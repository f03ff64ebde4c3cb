// SPDX-License-Identifier: Apache-2.0
// The network between two windows, so that a test can cut it: every address that one side names is replaced, on the
// line, by a door of ours that hands datagrams through in both directions, or no more.
import dgram from 'node:dgram';

const here = '127.0.0.1';

function listen(heard) {
  const socket = dgram.createSocket('udp4', heard);
  return new Promise((ready) => { socket.bind(0, here, () => ready(socket)); });
}

export class Network {
  cut = false;
  passed = 0;
  #sockets = [];

  /** All candidates that reach the page of this line lead through here from now on. */
  carry(line) {
    line.delivered = async (message) => {
      if (message.type === 'candidate') {
        const candidate = await this.#through(message.candidate);
        return candidate && { ...message, candidate };
      }
      if (!('sdp' in message)) return message;
      const lines = await Promise.all(message.sdp.split('\r\n').map(async (text) => {
        if (!text.startsWith('a=candidate:')) return text;
        const candidate = await this.#through(text.slice(2));
        return candidate && `a=${candidate}`;
      }));
      return { ...message, sdp: lines.filter((text) => text !== undefined).join('\r\n') };
    };
  }

  /** RFC 8839 §5.1: the fifth and sixth word are address and port. Other networks than IPv4 are left out. */
  async #through(candidate) {
    const words = candidate.split(' ');
    const [address, port] = words.slice(4, 6);
    if (!/^\d+(\.\d+){3}$/.test(address)) return undefined;
    const door = await this.#door({ address, port: Number(port) });
    return words.with(4, here).with(5, String(door.address().port)).join(' ');
  }

  /** Whoever knocks gets a socket of its own towards the target, so that answers find the way back. */
  async #door(target) {
    const ways = new Map();
    const hand = (bytes, socket, to) => {
      if (this.cut) return;
      this.passed += 1;
      socket.send(bytes, to.port, to.address, () => {});
    };
    const door = await listen((bytes, from) => {
      const name = `${from.address} ${from.port}`;
      if (!ways.has(name)) {
        ways.set(name, listen((answer) => { hand(answer, door, from); }).then((way) => (this.#sockets.push(way), way)));
      }
      void ways.get(name).then((way) => { hand(bytes, way, target); });
    });
    this.#sockets.push(door);
    return door;
  }

  close() {
    this.cut = true;
    for (const socket of this.#sockets.splice(0)) socket.close();
  }
}
