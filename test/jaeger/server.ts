import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

/** A server on a free port of this machine, which answers as a test wants. */
export class Answering {
  /** `GET /path`, in the order in which they came, with their headers. */
  readonly asked: { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[] = [];
  private readonly server: Server;
  private readonly secure: boolean;

  constructor(answer: RequestListener, tls?: ServerOptions) {
    const listener: RequestListener = (request, response) => {
      this.asked.push({ path: request.url ?? "", headers: request.headers });
      answer(request, response);
    };
    this.secure = tls !== undefined;
    this.server = tls ? createSecureServer(tls, listener) : createServer(listener);
  }

  async start(): Promise<this> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return this;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `${this.secure ? "https" : "http"}://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }
}

/** Does something while a server answers. */
export async function answering<T>(
  answer: RequestListener,
  work: (server: Answering) => Promise<T>,
  tls?: ServerOptions,
): Promise<T> {
  const server = await new Answering(answer, tls).start();
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
