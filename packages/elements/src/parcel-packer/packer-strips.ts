import type {EngineStatus} from '@packline/core/engine';
import {html, nothing, type TemplateResult} from 'lit';
import {offlineIcon} from '../base/icons.ts';
import {refusalSentence} from '../base/refusal-sentence.ts';
import {strip} from '../base/strip.ts';
import type {RefusedRequest} from '../controllers/engine-controller.ts';
import type {OutboxEntry} from '../controllers/outbox-controller.ts';
import type {PackerView} from './packer-view.ts';

interface StripsOptions {
  readonly status: EngineStatus;
  /** What the server refused of this order. */
  readonly refused: readonly OutboxEntry[];
  /** What was refused at once on this device. */
  readonly request: RefusedRequest | undefined;
  readonly onDismissEntry: (entryId: string) => void;
  readonly onDismissRequest: () => void;
}

/** How syncing stands, and what was refused, in words, until it was read. */
export function packerStrips({strings, format, isPhone}: PackerView, {status, refused, request, onDismissEntry, onDismissRequest}: StripsOptions): TemplateResult {
  const {engine, refusals, common} = strings;
  const {phase, offlineSince, unsentCount, problem} = status;
  const offline =
    phase === 'offline' && !isPhone
      ? strip({icon: offlineIcon, title: offlineSince === undefined ? engine.offline : engine.offlineSince(format.time(offlineSince)), text: unsentCount > 0 ? engine.keptHere(unsentCount) : '', live: true})
      : nothing;
  const trouble =
    phase === 'signed-out'
      ? strip({tone: 'attention', title: engine.signedOut, text: engine.signedOutHint, live: true})
      : phase === 'failed'
        ? strip({tone: 'trouble', title: engine.failed, text: problem ?? engine.failedHint, live: true})
        : nothing;
  const refusal = (title: string, text: string, onDismiss: () => void) =>
    strip({tone: 'trouble', title, text, live: true, actions: html`<button type="button" class="quiet" @click=${onDismiss}>${common.dismiss}</button>`});
  return html`<div class="strips">
    ${offline}${trouble}
    ${refused.map((entry) =>
      refusal(refusals.title[entry.command.type] ?? '', entry.refusal === undefined ? (entry.problem?.detail ?? refusals.other) : refusalSentence(strings, format, entry.refusal), () => onDismissEntry(entry.id)),
    )}
    ${request === undefined ? nothing : refusal(refusals.title[request.body.type] ?? '', refusalSentence(strings, format, request.refusal), onDismissRequest)}
  </div>`;
}
