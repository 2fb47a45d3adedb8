import {EngineError} from '../shared/engine-error.ts';

/** Longest id a command may have on the wire. */
const LONGEST = 100;
/** `~` parts a derived id, so no job may have one in its name. */
const JOB_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/;

/** The 32 bits at the end of a MurmurHash3 over UTF-16 units. */
function hash32(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    let unit = Math.imul(text.charCodeAt(index), 0xcc9e2d51);
    unit = (unit << 15) | (unit >>> 17);
    hash ^= Math.imul(unit, 0x1b873593);
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 128 bits of a text that is too long to stand for itself; the same everywhere and without `crypto`, which plain HTTP lacks. */
function digestOf(text: string): string {
  return [0x9747b28c, 0x1b873593, 0x5bd1e995, 0x27d4eb2f].map((seed) => hash32(text, seed).toString(36).padStart(7, '0')).join('');
}

/**
 * Makes sure that a job may be called so: 1 to 48 letters, digits, `.`, `_` or `-`, the first a letter or digit.
 * @throws EngineError `job/bad-id`.
 */
export function checkJobId(jobId: string): void {
  if (!JOB_ID.test(jobId)) throw new EngineError('job/bad-id', `“${jobId}” cannot be the id of a job: 1 to 48 letters, digits, ".", "_" or "-", beginning with a letter or digit.`);
}

/**
 * The id of the command that a job gives to an order. It follows from job, order and attempt alone, so that a crash, a
 * retry or a second tab asks for the same command and not for another one; two jobs, two orders or two attempts never
 * share one. A new attempt is made only after the server has refused the one before.
 *
 * @param attempt how many commands the server has refused, plus one.
 * @throws EngineError `job/bad-id`.
 * @example
 * jobCommandId('friday', 'o1', 1) //=> 'friday~1~o1'
 */
export function jobCommandId(jobId: string, orderId: string, attempt: number): string {
  checkJobId(jobId);
  const id = `${jobId}~${attempt}~${orderId}`;
  // An order's id never begins with `~`, so a digest is never taken for one.
  return id.length <= LONGEST ? id : `${jobId}~${attempt}~~${digestOf(orderId)}`;
}
