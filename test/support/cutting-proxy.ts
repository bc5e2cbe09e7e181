import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

const untilCutMs = 50;

/** Stands between a client and its server on this computer and behaves like a bad line. */
export class CuttingProxy {
  readonly #server: Server;
  readonly #serverPort: number;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  /** `answers`: the server's answers get lost. `all`: nothing passes in either direction, and neither side is told. */
  #loses: 'nothing' | 'answers' | 'all' = 'nothing';
  #isDown = false;
  /** The piece at which the line is cut, counted in both directions, and whether that piece is still passed on. */
  #cutAt: { readonly piece: number; readonly goesOn: boolean } | null = null;
  #pieces = 0;
  #bytesSinceQuestion = 0;
  /** The most bytes that the server has sent between two pieces of a client. */
  longestAnswerBytes = 0;
  /** Called for each piece that the client sent, before it is passed on. */
  onQuestion: () => void = () => undefined;

  private constructor(server: Server, serverPort: number) {
    this.#server = server;
    this.#serverPort = serverPort;
  }

  static async to(serverPort: number): Promise<CuttingProxy> {
    const server = createServer();
    const proxy = new CuttingProxy(server, serverPort);
    server.on('connection', (client) => proxy.#join(client));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
    return address.port;
  }

  #join(client: Socket): void {
    if (this.#isDown) {
      client.destroy();
      return;
    }
    const server = connect(this.#serverPort, '127.0.0.1');
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    client.on('data', (piece) => {
      this.onQuestion();
      this.#bytesSinceQuestion = 0;
      if (this.#mayPass() && this.#loses !== 'all') server.write(piece);
      this.#cutBehind();
    });
    server.on('data', (piece) => {
      this.#bytesSinceQuestion += piece.length;
      this.longestAnswerBytes = Math.max(this.longestAnswerBytes, this.#bytesSinceQuestion);
      if (this.#mayPass() && this.#loses === 'nothing') client.write(piece);
      this.#cutBehind();
    });
    for (const end of pair) {
      end.on('error', () => undefined);
      end.on('close', () => {
        for (const other of pair) other.destroy();
        this.#pairs.delete(pair);
      });
    }
  }

  #mayPass(): boolean {
    this.#pieces += 1;
    return this.#pieces !== this.#cutAt?.piece || this.#cutAt.goesOn;
  }

  #cutBehind(): void {
    if (this.#pieces !== this.#cutAt?.piece) return;
    this.#loses = 'all';
    // The piece that was passed on must arrive before the cut.
    setTimeout(() => this.cut(), untilCutMs);
  }

  /** Cuts the line at a piece, counted from now and in both directions. `goesOn`: that piece still arrives. */
  cutAt(piece: number, goesOn: boolean): void {
    this.#pieces = 0;
    this.#cutAt = { piece, goesOn };
  }

  /** Whether the line was cut at that piece and is still down. */
  get isCut(): boolean {
    return this.#cutAt !== null && this.#isDown;
  }

  lose(what: 'nothing' | 'answers' | 'all'): void {
    this.#loses = what;
  }

  /** Ends all connections, and accepts no new ones until `mend`. */
  cut(): void {
    this.#isDown = true;
    for (const pair of this.#pairs) for (const end of pair) end.destroy();
  }

  mend(): void {
    this.#isDown = false;
    this.#loses = 'nothing';
    this.#cutAt = null;
  }

  async remove(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
