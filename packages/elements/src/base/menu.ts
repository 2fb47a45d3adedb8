import {html, nothing, type ElementPart, type TemplateResult} from 'lit';
import {Directive, directive} from 'lit/directive.js';
import {checkIcon, icon as drawIcon} from './icons.ts';
import type {Shape} from './shape.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: Shape;
  /** A choice that is on or off; left out: a plain act. */
  readonly checked?: boolean;
  /** Why it is off. */
  readonly reason?: string | undefined;
  /** Muted words at the end, a key for example. */
  readonly hint?: string;
  readonly onSelect: () => void;
}

export interface MenuOptions {
  /** Unique in the shadow root. */
  readonly id: string;
  /** Name of the menu and of its button. */
  readonly label: string;
  /** What the button shows; an icon alone gets `label` as its name. */
  readonly face: TemplateResult;
  /** Classes of the button; `icon` when left out. */
  readonly buttonClass?: string;
  /** `'-'` draws a line. */
  readonly items: readonly (MenuItem | '-')[];
}

/**
 * A button with a menu: arrows, Home, End and first letters move, Esc and a press beside it close.
 * @example
 * menuButton({id: 'more', label: words.common.more, face: icon(moreIcon), items: [{label: words.desk.signOut, onSelect: () => …}]})
 */
export function menuButton({id, label, face, buttonClass = 'icon', items}: MenuOptions): TemplateResult {
  return html`<button type="button" id="${id}-button" class=${buttonClass} aria-label=${buttonClass.includes('icon') ? label : nothing} aria-haspopup="menu" aria-expanded="false" popovertarget=${id}>${face}</button>
    <div ${popoverMenu()} class="menu" id=${id} popover role="menu" aria-label=${label}>${items.map((item) => (item === '-' ? html`<hr role="separator" />` : menuItem(item)))}</div>`;
}

function menuItem({label, icon, checked, reason, hint, onSelect}: MenuItem): TemplateResult {
  const press = (event: Event) => {
    if (reason !== undefined) return;
    const menu = (event.currentTarget as Element).closest<HTMLElement>('.menu');
    if (menu !== null) leave(menu); // before the act: a dialog it opens gives focus back to the button
    onSelect();
  };
  return html`<button type="button" tabindex="-1" role=${checked === undefined ? 'menuitem' : 'menuitemcheckbox'} aria-checked=${checked === undefined ? nothing : checked ? 'true' : 'false'} aria-disabled=${reason === undefined ? nothing : 'true'} aria-description=${reason ?? nothing} @click=${press}
    >${checked ? drawIcon(checkIcon) : icon === undefined ? nothing : drawIcon(icon)}<span>${label}</span>${hint === undefined ? nothing : html`<span class="end">${hint}</span>`}</button
  >`;
}

/** Places the popover at its button and moves focus in it. Positions are set by script, which a strict CSP allows. */
class PopoverMenu extends Directive {
  #known = false;

  render(): void {}

  override update(part: ElementPart): void {
    if (this.#known) return;
    this.#known = true;
    const menu = part.element as HTMLElement;
    menu.addEventListener('toggle', (event) => {
      const open = event.newState === 'open';
      const button = buttonOf(menu);
      button?.setAttribute('aria-expanded', String(open));
      if (!open || button === undefined) return;
      place(menu, button);
      itemsOf(menu)[0]?.focus();
    });
    menu.addEventListener('keydown', (event) => move(menu, event));
  }
}

function buttonOf(menu: HTMLElement): HTMLElement | undefined {
  const root = menu.getRootNode();
  // A menu that leaves the page while it is open hears of its closing later.
  return root instanceof ShadowRoot || root instanceof Document ? (root.getElementById(`${menu.id}-button`) ?? undefined) : undefined;
}

/** Closes, with focus back on the button; inside a shadow root the browser does not see to that. */
function leave(menu: HTMLElement): void {
  menu.hidePopover();
  buttonOf(menu)?.focus();
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')];
}

const GAP_PX = 4;

function place(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const {offsetWidth: width, offsetHeight: height} = menu;
  const below = at.bottom + GAP_PX;
  const top = below + height + 8 <= innerHeight || at.top < height + GAP_PX ? below : at.top - GAP_PX - height;
  // Its end edge under the button's end edge, unless that leaves the window.
  const mirrored = getComputedStyle(button).direction === 'rtl';
  const left = mirrored ? at.left : at.right - width;
  menu.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
}

function move(menu: HTMLElement, event: KeyboardEvent): void {
  const items = itemsOf(menu);
  const at = items.indexOf((menu.getRootNode() as ShadowRoot).activeElement as HTMLElement);
  const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1}[event.key];
  if (event.key === 'Tab' || event.key === 'Escape') return leave(menu); // Tab goes on from the button
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length)?.focus();
  } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent.trim().toLowerCase().startsWith(letter));
    next?.focus();
    event.stopPropagation(); // a letter here is not a shortcut
  }
}

const popoverMenu = directive(PopoverMenu);
