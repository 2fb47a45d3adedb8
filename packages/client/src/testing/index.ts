/**
 * A backend without a network for tests of your own code.
 *
 * @packageDocumentation
 */
export {createMemoryBackend, type MemoryBackend, type MemoryBackendOptions} from './memory-backend.ts';
