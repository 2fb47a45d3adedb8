import {isEngineError} from '../../src/shared/engine-error.ts';

/** For `assert.throws` and `assert.rejects`: an error of this library with that code. */
export const hasCode = (code: string) => (error: unknown): boolean => isEngineError(error) && error.code === code;
