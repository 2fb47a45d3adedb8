import type {Server} from 'node:http';

/** Milliseconds between looks for connections whose last answer has ended; the system does not look again by itself. */
const LOOK_MS = 20;

/** Accepts nobody any more, lets requests in hand end, and after `graceMs` ends what is left. */
export async function closeHttp(http: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  const idle = setInterval(() => http.closeIdleConnections(), LOOK_MS);
  const impatient = setTimeout(() => http.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(impatient);
}
