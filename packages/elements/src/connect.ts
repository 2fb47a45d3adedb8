/**
 * Joins the widgets to Packline's own protocol: HTTP backend, engine with cache and outbox.
 *
 * @packageDocumentation
 */
import {createHttpBackend} from '@packline/client';
import type {Logger} from '@packline/core';
import {shareOrderEngine} from '@packline/core/engine';
import {setEngineFactory} from './base/engine-factory.ts';

/**
 * From now on every widget with `endpoint` and `token` has an engine; widgets with the same endpoint share one.
 * `@packline/elements/define` and the script-tag file call it by themselves.
 *
 * @example
 * import '@packline/elements/order-table/define';
 * import {connectElements} from '@packline/elements/connect';
 * connectElements();
 */
export function connectElements(options: {readonly logger?: Logger} = {}): void {
  setEngineFactory(({endpoint, token}) => shareOrderEngine({...options, backend: createHttpBackend({endpoint, token})}));
}
