// SPDX-License-Identifier: Apache-2.0
// One origin for the portal's tests: the mock's pages and API, and real WebSockets (RFC 6455) into the server's own room.
import { createHash } from 'node:crypto';
import { createServer, request as ask } from 'node:http';
import { Room } from './room.mjs';

const accept = (key) => createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

function frame(opcode, payload) {
  const head = payload.length < 126 ? Buffer.from([0x80 | opcode, payload.length])
    : Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 255]);
  return Buffer.concat([head, payload]);
}

/** Calls `heard` with each whole text message; browsers send ours in one frame, below 64 KiB. */
function readFrames(socket, heard) {
  let held = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (held.length < 2) return;
      const short = held[1] & 127;
      const at = short === 126 ? 4 : 2;
      const length = short === 126 && held.length >= 4 ? held.readUInt16BE(2) : short;
      if (held.length < at + 4 + length) return;
      const mask = held.subarray(at, at + 4);
      const payload = Buffer.from(held.subarray(at + 4, at + 4 + length)).map((byte, i) => byte ^ mask[i % 4]);
      const opcode = held[0] & 15;
      held = held.subarray(at + 4 + length);
      if (opcode === 8) socket.end(frame(8, payload));
      if (opcode === 9) socket.write(frame(10, payload));
      if (opcode === 1) heard(JSON.parse(payload.toString()));
    }
  });
}

/** `roleOf(cookie)` says who a session is. The server here knows one visit at a time, in `room`. */
export async function startLine(mock, roleOf) {
  const line = { room: new Room(), sockets: new Set() };
  const server = createServer((request, reply) => {
    const there = new URL(request.url, mock.url);
    const passed = ask(there, { method: request.method, headers: request.headers }, (answer) => {
      if (answer.statusCode < 300) {
        if (/\/admit$/.test(there.pathname)) line.room.admit();
        if (/\/end$/.test(there.pathname)) line.room.end(roleOf(request.headers.cookie));
      }
      reply.writeHead(answer.statusCode, answer.headers);
      answer.pipe(reply);
    });
    if (/\/report$/.test(there.pathname)) {
      request.on('data', (body) => { line.room.report(roleOf(request.headers.cookie), JSON.parse(body).reason); });
    }
    request.pipe(passed);
  });
  server.on('upgrade', (request, socket) => {
    const role = roleOf(request.headers.cookie);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept(request.headers['sec-websocket-key'])}\r\n\r\n`);
    line.sockets.add(socket);
    const room = line.room;
    const deliver = (message) => { if (!socket.destroyed) socket.write(frame(1, Buffer.from(JSON.stringify(message)))); };
    room.join(role, deliver);
    readFrames(socket, (message) => { room.say(role, message); });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      line.sockets.delete(socket);
      room.leave(role, deliver);
    });
  });
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  line.url = `http://localhost:${server.address().port}`;
  line.cut = () => { for (const socket of line.sockets) socket.destroy(); };
  line.stop = async () => {
    line.cut();
    line.room.close();
    server.closeAllConnections();
    await new Promise((done) => { server.close(done); });
  };
  return line;
}
