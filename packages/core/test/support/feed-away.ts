import {BackendError} from '../../src/ports/backend-error.ts';
import type {NetworkCall} from './memory-connection.ts';

/** For `connection.intercept`: the feed brings nothing; what the server has, the device has not. */
export function feedAway({method}: NetworkCall): void {
  if (method === 'readChanges') throw new BackendError('backend/broken', 'The feed is broken.', {retriable: true});
}
