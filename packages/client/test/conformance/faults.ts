import {COMMAND_FAULTS} from './command-faults.ts';
import type {Fault} from './fault.ts';
import {FEED_FAULTS} from './feed-faults.ts';
import {READ_FAULTS} from './read-faults.ts';

/** Every fault: each, switched on alone, has to be found. */
export const FAULTS: readonly Fault[] = [...COMMAND_FAULTS, ...FEED_FAULTS, ...READ_FAULTS];
