import type {EngineChange, OrderEngine} from '@packline/core/engine';
import type {ReactiveControllerHost} from 'lit';

/** Hears about the engine of an element; controllers register themselves as one. */
export interface EngineListener {
  /** Another engine than before, or none. */
  engineConnected?(engine: OrderEngine | undefined): void;
  engineChanged?(change: EngineChange): void;
}

/** An element with an engine, as controllers see it: every `PacklineElement`. */
export interface EngineHost extends ReactiveControllerHost, HTMLElement {
  addEngineListener(listener: EngineListener): void;
}
