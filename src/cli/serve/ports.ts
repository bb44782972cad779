import { once } from "node:events";
import { createServer } from "node:net";

/** The first port that a service may get. */
const FIRST = 18_080;

/** Ports that nothing listens on, from 18080 up: other programs may be served on this machine too. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let port = FIRST; ports.length < count && port < 65_536; port++)
    if (await isFree(port)) ports.push(port);
  return ports;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port), "listening");
  } catch {
    return false;
  }
  server.close();
  await once(server, "close");
  return true;
}
