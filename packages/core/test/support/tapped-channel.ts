import type {Channel} from '../../src/engine/platform.ts';

/** What of a channel gets through; all of it when nothing is said. */
export interface Tap {
  readonly hears?: () => boolean;
  readonly says?: () => boolean;
  readonly onClose?: () => void;
}

/** A tab's channel to the others, of which messages can be lost on both ways. */
export function tapped(channel: Channel | undefined, {hears = () => true, says = () => true, onClose}: Tap): Channel | undefined {
  return channel && {
    postMessage: (message) => {
      if (says()) channel.postMessage(message);
    },
    addEventListener: (type, listener) => channel.addEventListener(type, (event) => {
      if (hears()) listener(event);
    }),
    close: () => {
      onClose?.();
      channel.close();
    },
  };
}
