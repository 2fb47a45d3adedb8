import type {CalendarDate, Order, Parcel, Refusal} from '@packline/core';
import type {DispatchAnswer, OrderEngine} from '@packline/core/engine';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {keepDraft, readDraft} from '../base/drafts.ts';
import type {CommandRequestEvent} from '../events/command-request.ts';
import {ParcelAddRequestEvent} from '../events/parcel-add-request.ts';
import {ParcelPackRequestEvent} from '../events/parcel-pack-request.ts';
import {ParcelRemoveRequestEvent} from '../events/parcel-remove-request.ts';
import {ParcelScheduleRequestEvent} from '../events/parcel-schedule-request.ts';
import {ParcelSendRequestEvent} from '../events/parcel-send-request.ts';
import {ParcelUnlockRequestEvent} from '../events/parcel-unlock-request.ts';
import {ParcelUnpackRequestEvent} from '../events/parcel-unpack-request.ts';
import {ParcelVerifyRequestEvent} from '../events/parcel-verify-request.ts';
import type {Strings} from '../strings/strings.ts';
import type {ChosenQuantities} from './item-list.ts';
import {matchScan} from './match-scan.ts';
import {signOf} from './packer-view.ts';
import {packingFactsOf} from './packing-facts.ts';
import type {ScanResult} from './scan-field.ts';

/** What the work needs of its widget. */
export interface WorkBench {
  engine(): OrderEngine | undefined;
  order(): Order | undefined;
  strings(): Strings;
  /** Fires a request and waits for its answer. */
  request(event: CommandRequestEvent): Promise<DispatchAnswer | undefined>;
  /** The newest order is known. */
  show(order: Order): Promise<void>;
  /** Forgets the refusal of the last request: it is said somewhere else. */
  forgetRefusal(): void;
  say(text: string): void;
  sentence(refusal: Refusal): string;
  report(error: unknown): void;
}

const remarkKey = (parcelId: string) => `packer remark ${parcelId}`;

/**
 * The work on one order: which parcel is open, what was chosen and typed and not asked for yet, and every act as a
 * request. It decides nothing: the engine answers.
 */
export class PackerWork implements ReactiveController {
  /** The tab somebody opened. */
  openId: string | undefined;
  chosen: ChosenQuantities = new Map();
  /** The day *Ready to ship* will set. */
  pickedDay: CalendarDate | undefined;
  scanResult: ScanResult | undefined;
  /** Rises when a check or switch that was moved has to go back. */
  turn = 0;
  readonly #host: ReactiveControllerHost;
  readonly #bench: WorkBench;
  /** Scans wait for each other: the next one counts on what the last one packed. */
  #scans: Promise<void> = Promise.resolve();

  constructor(host: ReactiveControllerHost, bench: WorkBench) {
    this.#host = host;
    this.#bench = bench;
    host.addController(this);
  }

  hostConnected(): void {}

  /** Another order: nothing of the last one is carried over. */
  reset(): void {
    this.openId = undefined;
    this.chosen = new Map();
    this.pickedDay = undefined;
    this.scanResult = undefined;
  }

  /**
   * The open tab, else the first parcel that can take something, else the first unsent one. It stays open while it is
   * worked on, whatever becomes of it.
   */
  parcelOf({parcels}: Order): Parcel | undefined {
    const parcel =
      parcels.find(({id}) => id === this.openId) ??
      parcels.find(({sentAt, verifiedAt}) => sentAt === undefined && verifiedAt === undefined) ??
      parcels.find(({sentAt}) => sentAt === undefined) ??
      parcels[0];
    this.openId = parcel?.id;
    return parcel;
  }

  get #open(): {order: Order; parcel: Parcel; sign: string} | undefined {
    const order = this.#bench.order();
    const parcel = order === undefined ? undefined : this.parcelOf(order);
    return order === undefined || parcel === undefined ? undefined : {order, parcel, sign: signOf(order.parcels.indexOf(parcel) + 1)};
  }

  openParcel(position: number): void {
    const parcel = this.#bench.order()?.parcels[position - 1];
    if (parcel === undefined) return;
    this.openId = parcel.id;
    this.pickedDay = undefined;
    this.scanResult = undefined;
    this.#host.requestUpdate();
  }

  choose(lineId: string, quantity: number): void {
    this.chosen = new Map(this.chosen).set(lineId, quantity);
    this.#host.requestUpdate();
  }

  pickDay(day: CalendarDate): void {
    this.pickedDay = day;
    this.#host.requestUpdate();
  }

  /** Asks for a command and shows the order it made; undefined when nothing came of it. */
  async #command(event: CommandRequestEvent): Promise<Order | undefined> {
    const answer = await this.#bench.request(event);
    if (answer?.ok === true) {
      await this.#bench.show(answer.order);
      return answer.order;
    }
    if (answer !== undefined) this.#bench.say(this.#bench.sentence(answer.refusal));
    this.takeBack();
    return undefined;
  }

  /** What was moved by hand and did not happen goes back. */
  takeBack(): void {
    this.turn += 1;
    this.#host.requestUpdate();
  }

  /** Everything that is left of a line, or what was chosen. */
  async pack(lineId: string): Promise<void> {
    const open = this.#open;
    const left = open === undefined ? 0 : (packingFactsOf(open.order).places.get(lineId)?.unallocated ?? 0);
    if (open === undefined || left === 0) return;
    const quantity = Math.min(this.chosen.get(lineId) ?? left, left);
    const packed = await this.#command(new ParcelPackRequestEvent(open.order.id, open.parcel.id, lineId, quantity));
    if (packed === undefined) return;
    const rest = new Map(this.chosen);
    if (rest.delete(lineId)) this.chosen = rest;
    const {lines, ...facts} = packingFactsOf(packed);
    const {packer} = this.#bench.strings();
    this.#bench.say(`${packer.scanned(lines.get(lineId)?.name ?? '', open.sign)}. ${packer.meter(facts.packed, facts.total)}`);
    this.#host.requestUpdate();
  }

  async unpack(lineId: string, quantity: number, parcelId = this.openId): Promise<void> {
    const order = this.#bench.order();
    if (order === undefined || parcelId === undefined) return;
    const changed = await this.#command(new ParcelUnpackRequestEvent(order.id, parcelId, lineId, quantity));
    if (changed === undefined) return;
    const {packed, total} = packingFactsOf(changed);
    this.#bench.say(this.#bench.strings().packer.meter(packed, total));
  }

  async verify(lineId?: string): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    const changed = await this.#command(new ParcelVerifyRequestEvent(open.order.id, open.parcel.id, lineId));
    const isVerified = changed?.parcels.some(({id, verifiedAt}) => id === open.parcel.id && verifiedAt !== undefined) === true;
    const {packer} = this.#bench.strings();
    if (isVerified) this.#bench.say(`${open.sign} ${packer.verified}. ${packer.locked}`);
  }

  async unlock(reason: string, lineId: string | undefined): Promise<void> {
    const open = this.#open;
    if (open !== undefined) await this.#command(new ParcelUnlockRequestEvent(open.order.id, open.parcel.id, reason, lineId));
  }

  /** Why it would not be unlocked for this reason. */
  unlockRefusal(reason: string, lineId: string | undefined): Refusal | undefined {
    const open = this.#open;
    if (open === undefined) return undefined;
    return this.#bench.engine()?.wouldRefuse(open.order, {type: 'parcel.unlock', parcelId: open.parcel.id, reason, ...(lineId === undefined ? {} : {lineId})});
  }

  async schedule(day: CalendarDate | null): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    if (day === null) this.pickedDay = open.parcel.shipOn; // the day stays to be switched on again
    await this.#command(new ParcelScheduleRequestEvent(open.order.id, open.parcel.id, day));
  }

  async send(): Promise<void> {
    const open = this.#open;
    if (open === undefined || open.parcel.sentAt !== undefined) return;
    const remark = this.remarkOf(open.parcel).trim();
    const sent = await this.#command(new ParcelSendRequestEvent(open.order.id, open.parcel.id, remark === '' ? {} : {remark}));
    if (sent === undefined) return;
    this.pickedDay = undefined;
    const {packer, common} = this.#bench.strings();
    this.#bench.say(common.sentences(`${packer.sentStrip(open.sign)}.`, sent.status === 'complete' ? packer.orderDone(sent.number) : ''));
  }

  /** @returns The `#n` of the new parcel, which is open now. */
  async addParcel(): Promise<number | undefined> {
    const order = this.#bench.order();
    const engine = this.#bench.engine();
    if (order === undefined || engine === undefined) return undefined;
    const id = engine.newId();
    const added = await this.#command(new ParcelAddRequestEvent(order.id, id));
    const position = (added?.parcels.findIndex((parcel) => parcel.id === id) ?? -1) + 1;
    if (position === 0) return undefined;
    this.openParcel(position);
    this.#bench.say(this.#bench.strings().packer.parcelTab(signOf(position)));
    return position;
  }

  async removeParcel(): Promise<void> {
    const open = this.#open;
    if (open !== undefined) await this.#command(new ParcelRemoveRequestEvent(open.order.id, open.parcel.id));
  }

  remarkOf({id}: Parcel): string {
    return readDraft(remarkKey(id));
  }

  typeRemark(text: string): void {
    if (this.openId !== undefined) keepDraft(remarkKey(this.openId), text);
    this.#host.requestUpdate();
  }

  /** A remark is kept until nothing on this device waits any more: a refused *Send* gives it back to its field. */
  forgetSentRemarks(): void {
    const engine = this.#bench.engine();
    if (engine?.status.unsentCount !== 0) return;
    for (const {id, sentAt} of this.#bench.order()?.parcels ?? []) if (sentAt !== undefined) keepDraft(remarkKey(id), '');
  }

  /** Packs one unit of what was scanned. */
  scan(code: string): void {
    this.#scans = this.#scans.then(() => this.#packScanned(code.trim())).catch((error: unknown) => this.#bench.report(error));
  }

  async #packScanned(code: string): Promise<void> {
    const open = this.#open;
    if (open === undefined) return;
    const {packer} = this.#bench.strings();
    const match = matchScan(open.order, packingFactsOf(open.order), code);
    if (match.kind === 'unknown') return this.#showScan({isRight: false, title: packer.scanUnknown(code), text: packer.scanUnknownText});
    const {name, id: lineId} = match.line;
    if (match.kind === 'over') return this.#showScan({isRight: false, title: packer.scanOver(name, match.ordered), text: packer.scanOverText});
    const answer = await this.#bench.request(new ParcelPackRequestEvent(open.order.id, open.parcel.id, lineId, 1));
    if (answer === undefined) return;
    if (!answer.ok) {
      this.#bench.forgetRefusal(); // said here, beside the field
      return this.#showScan({isRight: false, title: name, text: this.#bench.sentence(answer.refusal)});
    }
    await this.#bench.show(answer.order);
    const place = packingFactsOf(answer.order).places.get(lineId);
    const ordered = (place?.ordered ?? 0) - (place?.cancelled ?? 0);
    this.#showScan({
      isRight: true,
      title: packer.scanned(name, open.sign),
      text: packer.scannedText(ordered - (place?.unallocated ?? 0), ordered),
      packed: {lineId, parcelId: open.parcel.id},
    });
  }

  #showScan(result: ScanResult): void {
    this.scanResult = result;
    this.#bench.say(`${result.title} ${result.text}`);
    this.#host.requestUpdate();
  }

  /** The last scan was read. */
  dismissScan(): void {
    this.scanResult = undefined;
    this.#host.requestUpdate();
  }

  /** The unit that was scanned last comes out again. */
  undoScan(): void {
    const packed = this.scanResult?.packed;
    this.dismissScan();
    if (packed !== undefined) void this.unpack(packed.lineId, 1, packed.parcelId);
  }
}
