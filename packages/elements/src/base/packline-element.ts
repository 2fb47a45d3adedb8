import type {DispatchAnswer, EngineChange, OrderEngine, SharedEngine} from '@packline/core/engine';
import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import {EngineController} from '../controllers/engine-controller.ts';
import type {EngineListener} from '../controllers/engine-host.ts';
import {PacklineProblemEvent} from '../events/packline-problem.ts';
import type {CommandRequestEvent} from '../events/command-request.ts';
import {staffCatalog, type Catalog} from '../strings/catalog.ts';
import type {Strings} from '../strings/strings.ts';
import {makeEngine, type Token} from './engine-factory.ts';
import {requestEngine} from './engine-context.ts';
import {LocalizedElement} from './localized-element.ts';

/** An engine made for a widget's own endpoint; `held` once it is there. */
interface MadeEngine {
  readonly endpoint: string;
  readonly token: Token;
  held: SharedEngine | undefined;
}

/**
 * What all widgets of the staff share: an engine, words, and requests that become commands.
 *
 * The engine is the `engine` property, else one given from above (`<order-desk>`, `provideEngine()`), else one made
 * from `endpoint` and `token`. A widget draws from `this.connectedEngine` and asks by `this.request(event)`.
 */
export abstract class PacklineElement extends LocalizedElement<Strings> {
  /** The engine to draw from; before everything else. */
  @property({attribute: false}) engine: OrderEngine | undefined;
  /** Base URL of the backend, when no engine is given. */
  @property() endpoint: string | undefined;
  /** API token for `endpoint`, or a function that gives a fresh one. */
  @property() token: Token | undefined;
  /** One-letter keys: `on`, or `off` for pages that have their own. */
  @property() shortcuts: 'on' | 'off' = 'on';

  /** The engine in use, wherever it came from. */
  protected connectedEngine: OrderEngine | undefined;
  /** Why there is none although an endpoint was given. */
  protected engineProblem: unknown;
  /** Carries out requests; keeps the last refusal. */
  protected readonly requests: EngineController = new EngineController(this);

  readonly #listeners = new Set<EngineListener>();
  #unsubscribe: (() => void) | undefined;
  #stopAsking: (() => void) | undefined;
  #fromAbove: OrderEngine | undefined;
  #made: MadeEngine | undefined;

  protected readCatalog(): Catalog<Strings> {
    return staffCatalog;
  }

  protected override get timeZone(): string {
    return this.connectedEngine?.settings.timeZone ?? super.timeZone;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopAsking = requestEngine(this, (engine) => {
      this.#fromAbove = engine;
      this.#chooseEngine();
    });
    this.#chooseEngine();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopAsking?.();
    this.#fromAbove = undefined;
    // A widget that is only moved comes back within the same task; its engine then goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connect(undefined);
      this.#letGo();
    });
  }

  /** Registers a listener for as long as the element lives. */
  addEngineListener(listener: EngineListener): void {
    this.#listeners.add(listener);
    if (this.connectedEngine !== undefined) listener.engineConnected?.(this.connectedEngine);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('engine') || changed.has('endpoint') || changed.has('token')) this.#chooseEngine();
  }

  /** Another engine, or none. Widgets that hold data of the old one drop it here. */
  protected engineConnected(_engine: OrderEngine | undefined): void {
    this.requestUpdate();
  }

  /** Something changed; at most once per task. Widgets that paint by hand look at `change` instead of redrawing. */
  protected engineChanged(_change: EngineChange): void {
    this.requestUpdate();
  }

  /**
   * Fires a request and waits for its answer: undefined when a listener prevented it, there is no engine, or it broke
   * (then `packline-problem` was fired). A refusal also stands in `this.requests.refused`.
   */
  protected async request(event: CommandRequestEvent): Promise<DispatchAnswer | undefined> {
    this.dispatchEvent(event);
    return event.answer;
  }

  /** Tells the host's log. */
  protected report(error: unknown): void {
    this.dispatchEvent(new PacklineProblemEvent(error));
  }

  #chooseEngine(): void {
    const engine = this.engine ?? this.#fromAbove;
    if (engine !== undefined) {
      this.#connect(engine);
      this.#letGo();
    } else if (this.endpoint !== undefined && this.token !== undefined && this.isConnected) {
      this.#make(this.endpoint, this.token);
    } else {
      this.#connect(undefined);
      this.#letGo();
    }
  }

  #make(endpoint: string, token: Token): void {
    if (this.#made?.endpoint === endpoint && this.#made.token === token) return;
    this.#connect(undefined);
    this.#letGo();
    const made: MadeEngine = {endpoint, token, held: undefined};
    this.#made = made;
    this.engineProblem = undefined;
    makeEngine({endpoint, token}).then(
      (held) => {
        if (this.#made !== made) return this.#release(held);
        made.held = held;
        this.#connect(held.engine);
      },
      (error: unknown) => {
        if (this.#made !== made) return;
        this.engineProblem = error;
        this.report(error);
        this.requestUpdate();
      },
    );
  }

  /** Gives back an engine that was made for this widget's endpoint. */
  #letGo(): void {
    const held = this.#made?.held;
    this.#made = undefined;
    if (held !== undefined) this.#release(held);
  }

  #release(held: SharedEngine): void {
    held.release().catch((error: unknown) => this.report(error));
  }

  #connect(engine: OrderEngine | undefined): void {
    if (engine === this.connectedEngine) return;
    this.#unsubscribe?.();
    this.connectedEngine = engine;
    this.#unsubscribe = engine?.subscribe((change) => {
      if (change.settingsChanged) this.updateFormat();
      this.engineChanged(change);
      for (const listener of this.#listeners) listener.engineChanged?.(change);
    });
    this.requests.connect(engine);
    this.updateFormat();
    this.engineConnected(engine);
    for (const listener of this.#listeners) listener.engineConnected?.(engine);
  }
}
