import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The parameters that PgBouncer accepts at the start of a connection. It refuses all others. */
const takenAtStart = new Set([
  ...['user', 'database', 'client_encoding', 'application_name'],
  ...['datestyle', 'timezone', 'standard_conforming_strings'],
]);
/** The parameters start after a length of four bytes and a version of four. */
const startHeader = 8;
const frameHeader = 5;
const ready = 'Z'.charCodeAt(0);
const idle = 'I'.charCodeAt(0);

/**
 * A pooler by transaction, as hosting providers put one before a server: each transaction of a client goes to another
 * of its two connections, and unknown parameters at the start are refused. The server must trust every login that comes
 * from it.
 */
export class TestPooler {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(serverPort: number): Promise<TestPooler> {
    const server = createServer();
    const pooler = new TestPooler(server);
    server.on('connection', (client) => {
      pooler.#keep(client);
      client.once('data', (start: Buffer) => pooler.#begin(client, start, serverPort));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return pooler;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the pooler does not listen');
    return address.port;
  }

  #begin(client: Socket, start: Buffer, serverPort: number): void {
    const refused = namesAtStart(start).find((name) => !takenAtStart.has(name));
    if (refused !== undefined) {
      client.end(errorResponse(`unsupported startup parameter: ${refused}`));
      return;
    }
    const servers = [0, 1].map(() => this.#keep(connect(serverPort, '127.0.0.1')));
    let at = 0;
    let isBetween = false;
    client.on('data', (piece: Buffer) => {
      if (isBetween) at = 1 - at;
      isBetween = false;
      servers[at]?.write(piece);
    });
    for (const [place, server] of servers.entries()) {
      server.write(start);
      // The client sees the start of the first connection only.
      let isStarted = place === 0;
      readFrames(server, (frame) => {
        if (isStarted) client.write(frame);
        if (frame[0] !== ready) return;
        if (isStarted) isBetween = frame[frameHeader] === idle;
        isStarted = true;
      });
      server.on('close', () => client.destroy());
      client.on('close', () => server.destroy());
    }
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    return socket;
  }

  async remove(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Names and values alternate, each ended by a zero byte. */
function namesAtStart(start: Buffer): string[] {
  const words = start.subarray(startHeader).toString().split('\0');
  return words.filter((word, place) => place % 2 === 0 && word !== '');
}

function errorResponse(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C08P01\0M${message}\0\0`);
  const head = Buffer.alloc(frameHeader);
  head.write('E');
  head.writeInt32BE(fields.length + frameHeader - 1, 1);
  return Buffer.concat([head, fields]);
}

function readFrames(socket: Socket, take: (frame: Buffer) => void): void {
  let unread = Buffer.alloc(0);
  socket.on('data', (piece: Buffer) => {
    unread = Buffer.concat([unread, piece]);
    while (unread.length >= frameHeader && unread.length > unread.readInt32BE(1)) {
      const length = unread.readInt32BE(1) + 1;
      take(unread.subarray(0, length));
      unread = unread.subarray(length);
    }
  });
}
