import type {HttpBindings} from '@hono/node-server';
import type {Context} from 'hono';

/**
 * Where the connection of a request comes from, for counting. Behind a proxy it is the proxy's: what a header says about
 * the address could be anybody's word.
 */
export function addressOf(context: Context): string {
  // Without a connection, as when the app is asked directly, everybody is counted together.
  const {incoming} = (context.env ?? {}) as Partial<HttpBindings>;
  return incoming?.socket.remoteAddress ?? 'unknown';
}
