// SPDX-License-Identifier: Apache-2.0
// A seat on a page's line to the clinic, for a dishonest network: it hears, changes, holds back and puts in messages.

/**
 * Taps the signalling of a page before it opens. `sent` and `delivered` give what goes on in place of each message, or
 * nothing; `toPage` and `toServer` say something of one's own. The server at the other end is the real one.
 */
export async function tap(page) {
  const honest = (message) => message;
  const line = { sent: honest, delivered: honest, toPage: () => {}, toServer: () => {} };
  line.beHonest = () => { Object.assign(line, { sent: honest, delivered: honest }); };
  await page.routeWebSocket(/\/ws\?/, (socket) => {
    const server = socket.connectToServer();
    const passOn = (change, to) => {
      let queue = Promise.resolve(); // one after the other, as the line itself does
      return (text) => {
        queue = queue.then(async () => {
          const message = await change(JSON.parse(text));
          if (message) to.send(JSON.stringify(message));
        });
      };
    };
    socket.onMessage(passOn((message) => line.sent(message), server));
    server.onMessage(passOn((message) => line.delivered(message), socket));
    line.toPage = (message) => { socket.send(JSON.stringify(message)); };
    line.toServer = (message) => { server.send(JSON.stringify(message)); };
  });
  return line;
}

/** A change to descriptions alone; what was held back before stays so. */
export const inDescriptions = (change) => (message) => (message && 'sdp' in message ? { ...message, sdp: change(message.sdp) } : message);
