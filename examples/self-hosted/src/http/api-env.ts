import type {HttpBindings} from '@hono/node-server';
import type {Person} from '../access/access.ts';

/** What Hono carries along with a request to the API. */
export interface ApiEnv {
  Bindings: HttpBindings;
  Variables: {
    person: Person;
    /** Names the token, for counting; it cannot be used as one. */
    caller: string;
    /** Whether the token is good even now, for what goes on after the request was let in. */
    isStillGood: () => Promise<boolean>;
  };
}
