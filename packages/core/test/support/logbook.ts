import assert from 'node:assert/strict';
import type {CommandBody} from '../../src/order/command.ts';
import type {LoggedEvent} from '../../src/order/event.ts';
import type {NewOrder} from '../../src/order/new-order.ts';
import type {Order} from '../../src/order/order.ts';
import {applyCommand} from '../../src/rules/apply-command.ts';
import type {Settings} from '../../src/settings/settings.ts';
import {newOrder} from './new-order.ts';
import {contextOf, later} from './people.ts';

/** The life of one order, command by command, with the log a server would keep of it. */
export class Logbook {
  readonly log: LoggedEvent[] = [];
  readonly settings: Settings = contextOf().settings;
  #order: Order | undefined;
  #minutes = 0;

  get order(): Order {
    assert.ok(this.#order, 'Nothing was placed yet.');
    return this.#order;
  }

  place(changes: Partial<NewOrder> = {}): this {
    return this.does({type: 'order.place', order: newOrder(changes)});
  }

  /** @param minutes how much later than the command before it; 0: in the same second. */
  does(body: CommandBody, commandId = `c${this.log.length + 1}`, minutes = 1): this {
    this.#minutes += minutes;
    const answer = applyCommand(this.#order, {id: commandId, schemaVersion: 1, orderId: 'o1', ...body}, {...contextOf({now: later(this.#minutes)}), settings: this.settings});
    assert.ok(answer.ok, answer.ok ? '' : `${body.type} was refused: ${JSON.stringify(answer.refusal)}`);
    this.#order = answer.order;
    const {version, id: orderId} = answer.order;
    this.log.push(...answer.events.map((event, index) => ({orderId, version, index, commandId, event})));
    return this;
  }
}
