import type {Buildable} from '../harness/time-build.ts';
import type {Scene} from './scenes.ts';

/** A list under measurement: orders are taken in once, then filtered, sorted and counted again and again. */
export interface QueryPeer extends Buildable {
  /** The whole list after a change of filter or sort, as places in the order the orders came in. */
  list(scene: Scene): Uint32Array;
  /** How many orders each standard view has, in their order. */
  countViews(): readonly number[];
}
