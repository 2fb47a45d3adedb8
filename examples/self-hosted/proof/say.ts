import type {CrashFigures} from './crash.ts';
import type {RaceFigures} from './feed-race.ts';
import type {LastUnitFigures} from './last-unit.ts';
import type {LateCommitFigures} from './late-commit.ts';

/** Figures as a person reads them. */
export function sayRace({dialect, processes, seconds, applied, refused, orders, readers, lost}: RaceFigures): string {
  const told = readers.map(({name, pages, wakes, drops, missing, stale, tooMany, backwards}) => `    ${name}: ${pages} pages, ${wakes} wakes, dropped ${drops} times; missing ${missing}, stale ${stale}, too many ${tooMany}, older again ${backwards}`);
  return [`  ${dialect}, ${processesText(processes)}, ${seconds} s: ${applied} commands applied, ${refused} refused, ${orders} orders; at most ${lost} lost by a reader`, ...told].join('\n');
}

export function sayLateCommit(figures: {readonly counter: LateCommitFigures; readonly sequence: LateCommitFigures}): string {
  const told = (name: string, {secondWaited, missing}: LateCommitFigures): string =>
    `    ${name}: the second ${secondWaited ? 'waited' : 'did not wait'}; the reader in between lacks ${missing.length === 0 ? 'nothing' : missing.join(', ')}`;
  return ['  A commit that is held up after taking its position, and another one beside it', told('counter', figures.counter), told('sequence', figures.sequence)].join('\n');
}

export function sayCrashes(figures: CrashFigures): string {
  const {dialect, processes, killed, kills, openKills, writingKills, acknowledged, applied, unanswered, repeated, commandsInLogs, neverHeardOf, letters, orders, doctorChecked, problems} = figures;
  const writing = writingKills > 0 ? `, ${writingKills} of them after its first write` : '';
  return [
    `  ${dialect}, ${processesText(processes)}: ${killed} killed ${kills} times; ${openKills} (${Math.round((100 * openKills) / kills)} %) hit an open transaction${writing}`,
    `    ${acknowledged} commands acknowledged (${applied} applied), ${unanswered} requests without an answer, ${repeated} sent again`,
    `    ${commandsInLogs} commands in the logs of ${orders} orders, ${neverHeardOf} of them never heard of; ${letters} letters, once each; the doctor looked at ${doctorChecked} orders`,
    `    ${problems.length} problems`,
  ].join('\n');
}

export function sayLastUnit({dialect, processes, way, times, oneWinner, refusals, bothSaidYes, wonByFirst}: LastUnitFigures): string {
  const codes = Object.entries(refusals).map(([code, count]) => `${code} ${count}`).join(', ');
  const yes = way === 'engines' ? `; both devices had said yes ${bothSaidYes} times` : '';
  return `  ${dialect}, ${processesText(processes)}, by ${way}: ${oneWinner} of ${times} times one winner (the first device ${wonByFirst} times); refused with ${codes}${yes}`;
}

const processesText = (count: number): string => (count === 1 ? 'one process' : `${count} processes`);
