import type {Check} from '../check.ts';
import {expectThat, show} from '../support/nonconformity.ts';

/** What the protocol promises of `GET /v1/me` besides its shape. */
export const sessionChecks: readonly Check[] = [
  {
    name: 'serverTime is an instant in UTC, and the time zone and the currency of the settings are known ones',
    run: ({session}) => {
      const {serverTime, settings} = session;
      const sent = 'GET /v1/me';
      expectThat(/^\d{4}-\d\d-\d\dT.*Z$/.test(serverTime) && !Number.isNaN(Date.parse(serverTime)), {sent, expected: 'serverTime like 2026-11-23T06:33:00.000Z', came: show(serverTime)});
      expectThat(/^[A-Z]{3}$/.test(settings.currency), {sent, expected: 'settings.currency of three capital letters (ISO 4217)', came: show(settings.currency)});
      expectThat(isTimeZone(settings.timeZone), {sent, expected: 'settings.timeZone with an IANA name', came: show(settings.timeZone)});
      return Promise.resolve();
    },
  },
  {
    name: 'a batch may have 500 commands, a page of the feed up to 1,000 orders',
    run: ({session}) => {
      const {limits} = session;
      expectThat(limits.commandsPerBatch === 500, {sent: 'GET /v1/me', expected: 'limits.commandsPerBatch of 500', came: show(limits.commandsPerBatch)});
      expectThat(limits.changesPerPage <= 1000, {sent: 'GET /v1/me', expected: 'limits.changesPerPage of at most 1000', came: show(limits.changesPerPage)});
      return Promise.resolve();
    },
  },
  {
    name: 'every process answers with the same store, user and epoch',
    run: async ({ask, session}) => {
      for (let process = 0; process < ask.processes; process += 1) {
        const answer = await ask('GET', '/v1/me', {process});
        const {store, user, epoch} = JSON.parse(answer.text) as typeof session;
        const same = store.id === session.store.id && user.id === session.user.id && epoch === session.epoch;
        expectThat(same, {sent: `${answer.sent} again`, expected: show({store: session.store.id, user: session.user.id, epoch: session.epoch}), came: show({store: store.id, user: user.id, epoch})});
      }
    },
  },
];

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: name}).format(0) !== '';
  } catch {
    return false;
  }
}
