/**
 * The script-tag file: every element, defined and connected. What a page may need besides is exported.
 *
 * @packageDocumentation
 */
import './define.ts';

export {createHttpBackend} from '@packline/client';
export {createOrderEngine, shareOrderEngine} from '@packline/core/engine';
export * from './index.ts';
