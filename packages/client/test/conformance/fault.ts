import type {Part} from '../../src/conformance/index.ts';
import type {Spoiler} from './break-handler.ts';

/** One mistake that backends make. */
export interface Fault {
  readonly name: string;
  /** The part of the kit that has to find it. */
  readonly part: Part;
  /** What the kit's sentence about it has to say. */
  readonly says: RegExp;
  /** Made anew for every backend: some mistakes remember. */
  make(): Spoiler;
}
