import type {TemplateResult} from 'lit';
import {drawShape, type Shape} from './shape.ts';

/**
 * Draws an icon, 16 px unless told.
 * @example
 * html`<button class="icon" aria-label=${words.close}>${icon(closeIcon)}</button>`
 */
export function icon(shape: Shape, size = 16): TemplateResult {
  return drawShape(shape, ICON_GRID, size);
}

/** All icons are drawn on a grid of 20 units. */
export const ICON_GRID = 20;

const dot = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;

// Acts and signs.
export const searchIcon: Shape = {line: `${dot(8.75, 8.75, 5.5)}M12.8 12.8l4.2 4.2`};
export const filterIcon: Shape = {line: 'M3 5.5h14M5.7 10h8.6M8.4 14.5h3.2'};
export const columnsIcon: Shape = {line: 'M4.5 4.5h11a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14V6a1.5 1.5 0 0 1 1.5-1.5zM7.7 4.5v11M12.3 4.5v11'};
export const moreIcon: Shape = {fill: dot(4.5, 10, 1.3) + dot(10, 10, 1.3) + dot(15.5, 10, 1.3)};
export const plusIcon: Shape = {line: 'M10 4v12M4 10h12'};
export const minusIcon: Shape = {line: 'M4 10h12'};
export const closeIcon: Shape = {line: 'M5 5l10 10M15 5L5 15'};
export const checkIcon: Shape = {line: 'M4.5 10.5l3.7 3.7 7.3-8'};
export const chevronDownIcon: Shape = {line: 'M5.5 8l4.5 4.5L14.5 8'};
export const chevronUpIcon: Shape = {line: 'M5.5 12l4.5-4.5 4.5 4.5'};
export const chevronStartIcon: Shape = {line: 'M12 5.5L7.5 10l4.5 4.5', mirrored: true};
export const chevronEndIcon: Shape = {line: 'M8 5.5l4.5 4.5L8 14.5', mirrored: true};
export const arrowUpIcon: Shape = {line: 'M10 16.5v-13M4.8 8.7L10 3.5l5.2 5.2'};
export const arrowDownIcon: Shape = {line: 'M10 3.5v13M4.8 11.3l5.2 5.2 5.2-5.2'};
export const arrowStartIcon: Shape = {line: 'M16.5 10h-13M8.7 4.8L3.5 10l5.2 5.2', mirrored: true};
export const arrowEndIcon: Shape = {line: 'M3.5 10h13M11.3 4.8l5.2 5.2-5.2 5.2', mirrored: true};
export const menuIcon: Shape = {line: 'M3.5 5.5h13M3.5 10h13M3.5 14.5h13'};
export const pencilIcon: Shape = {line: 'M3.5 16.5l.8-3.6 8.9-8.9a1.4 1.4 0 0 1 2 0l.8.8a1.4 1.4 0 0 1 0 2l-8.9 8.9zM11.7 5.5l2.8 2.8'};
export const copyIcon: Shape = {line: 'M8.5 7h7A1.5 1.5 0 0 1 17 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 15.5v-7A1.5 1.5 0 0 1 8.5 7zM4.5 13A1.5 1.5 0 0 1 3 11.5v-7A1.5 1.5 0 0 1 4.5 3h7A1.5 1.5 0 0 1 13 4.5'};
export const uploadIcon: Shape = {line: 'M10 12.5V3.5M6 7l4-3.8L14 7M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2'};
export const undoIcon: Shape = {line: 'M7.5 4.5L4 8l3.5 3.5M4.3 8h7.2a4.5 4.5 0 0 1 0 9H8', mirrored: true};
export const printerIcon: Shape = {line: 'M6 7V3.5h8V7M6 13.5H4.5A1.5 1.5 0 0 1 3 12V8.5A1.5 1.5 0 0 1 4.5 7h11A1.5 1.5 0 0 1 17 8.5V12a1.5 1.5 0 0 1-1.5 1.5H14M6 11.5h8v5H6z'};
export const tagIcon: Shape = {line: 'M3.5 4.5v5a1.2 1.2 0 0 0 .4.9l6.3 6.3a1.2 1.2 0 0 0 1.7 0l4.8-4.8a1.2 1.2 0 0 0 0-1.7L10.4 3.9a1.2 1.2 0 0 0-.9-.4h-5a1 1 0 0 0-1 1z', fill: dot(7.2, 7.2, 1.1)};
export const holdIcon: Shape = {line: 'M7 4.5v11M13 4.5v11'};
export const calendarIcon: Shape = {line: 'M4.5 4.5h11a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1zM3.5 8.5h13M7 2.8v3M13 2.8v3'};
export const noteIcon: Shape = {line: 'M4.5 3.5h11a1 1 0 0 1 1 1V12L12 16.5H4.5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM16.5 12H13a1 1 0 0 0-1 1v3.5M6.8 7.5h6.4M6.8 10.5h3'};
export const mailIcon: Shape = {line: 'M4.5 4.5h11A1.5 1.5 0 0 1 17 6v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14V6a1.5 1.5 0 0 1 1.5-1.5zM3.5 6l6.5 5 6.5-5'};
export const lockIcon: Shape = {line: 'M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM7 9V6.3a3 3 0 0 1 6 0V9'};
export const unlockIcon: Shape = {line: 'M5.5 9h9a1 1 0 0 1 1 1v5.5a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1zM7 9V6.3a3 3 0 0 1 5.7-1.3'};
export const scanIcon: Shape = {line: 'M3 6.5V4.5A1.5 1.5 0 0 1 4.5 3h2M13.5 3h2A1.5 1.5 0 0 1 17 4.5v2M17 13.5v2a1.5 1.5 0 0 1-1.5 1.5h-2M6.5 17h-2A1.5 1.5 0 0 1 3 15.5v-2M6.5 7v6M10 7v6M13.5 7v6'};
export const rotateIcon: Shape = {line: 'M16 10a6 6 0 1 1-1.8-4.3L16 7.5M16.2 3.5v4h-4'};
export const fitIcon: Shape = {line: 'M3.5 7.5v-3a1 1 0 0 1 1-1h3M12.5 3.5h3a1 1 0 0 1 1 1v3M16.5 12.5v3a1 1 0 0 1-1 1h-3M7.5 16.5h-3a1 1 0 0 1-1-1v-3'};
export const downloadIcon: Shape = {line: 'M10 3.5v9M6 9l4 3.8L14 9M3.5 13v2A1.5 1.5 0 0 0 5 16.5h10a1.5 1.5 0 0 0 1.5-1.5v-2'};
export const warningIcon: Shape = {line: 'M10 3.2l7.3 13H2.7z', fill: 'M10 3.2l7.3 13H2.7z', cut: 'M10 8v4M10 14.3v.01'};
export const doneIcon: Shape = {fill: dot(10, 10, 8), cut: 'M6.6 10.3l2.4 2.4 4.5-5'};
export const infoIcon: Shape = {line: `${dot(10, 10, 6.75)}M10 9.5V13M10 6.9v.01`};
export const offlineIcon: Shape = {line: 'M6.2 7.2A3.9 3.9 0 0 0 6 15h8.5M9.3 5.3a4.6 4.6 0 0 1 5.1 3.9 3 3 0 0 1 2.5 4.4M3.5 3.5l13 13'};
export const soundIcon: Shape = {line: 'M3.5 8v4h2.7L10 15V5L6.2 8zM12.7 7.7a3.3 3.3 0 0 1 0 4.6M14.9 5.5a6.4 6.4 0 0 1 0 9'};
export const soundOffIcon: Shape = {line: 'M3.5 8v4h2.7L10 15V5L6.2 8zM13 8l4 4M17 8l-4 4'};
export const imageIcon: Shape = {line: 'M4.5 4.5h11A1.5 1.5 0 0 1 17 6v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14V6a1.5 1.5 0 0 1 1.5-1.5zM3.5 13.5L7.5 10l3 2.5 2.5-2 3.5 3', fill: dot(13, 8, 1.1)};
export const sunIcon: Shape = {line: `${dot(10, 10, 3)}M10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M4.7 15.3l1-1M14.3 5.7l1-1`};
export const moonIcon: Shape = {line: 'M16.5 11.5A6.8 6.8 0 0 1 8.5 3.5a6.8 6.8 0 1 0 8 8z'};

// Delivery.
export const boxIcon: Shape = {line: 'M10 2.7l6.5 3.7v7.2L10 17.3l-6.5-3.7V6.4zM3.5 6.4L10 10.1l6.5-3.7M10 10.1v7.2'};
export const boxHalfIcon: Shape = {line: 'M10 2.7l6.5 3.7v7.2L10 17.3l-6.5-3.7V6.4zM3.5 6.4L10 10.1l6.5-3.7', fill: 'M3.5 9.6L10 13.3l6.5-3.7v4L10 17.3l-6.5-3.7z'};
export const boxFullIcon: Shape = {line: 'M10 2.7l6.5 3.7v7.2L10 17.3l-6.5-3.7V6.4z', fill: 'M10 2.7l6.5 3.7v7.2L10 17.3l-6.5-3.7V6.4z', cut: 'M3.5 6.4L10 10.1l6.5-3.7M10 10.1v7.2'};
export const boxProblemIcon: Shape = {line: 'M16.5 8.5V6.4L10 2.7 3.5 6.4v7.2L10 17.3l2.6-1.5M3.5 6.4L10 10.1l6.5-3.7M10 10.1v7.2M16.3 11.5v3.2M16.3 17.3v.01'};
export const truckIcon: Shape = {line: `M4.7 14.5H3a.8.8 0 0 1-.8-.8V5.5A1 1 0 0 1 3.2 4.5h7.5a1 1 0 0 1 1 1v9M8.3 14.5h4.4M11.7 8h2.8l3.3 3.3v3.2h-1.5${dot(6.5, 14.5, 1.8)}${dot(14.5, 14.5, 1.8)}`, mirrored: true};
export const houseCheckIcon: Shape = {line: 'M2.8 9.5L10 3.2l7.2 6.3M4.9 7.8v8.7h10.2V7.8M7.4 11.9l1.9 1.9 3.3-3.7'};
export const bagIcon: Shape = {line: 'M4.4 7h11.2l1 9.8H3.4zM7 9.3V5.8a3 3 0 0 1 6 0v3.5'};
export const dashIcon: Shape = {line: 'M7.2 10h5.6'};

// Where a sale was made.
export const globeIcon: Shape = {line: `${dot(10, 10, 6.75)}M3.3 10h13.4M10 3.3c2 1.9 3 4.2 3 6.7s-1 4.8-3 6.7c-2-1.9-3-4.2-3-6.7s1-4.8 3-6.7z`};
export const chatIcon: Shape = {line: 'M10 3.5c3.9 0 7 2.7 7 6.1s-3.1 6.1-7 6.1c-.9 0-1.7-.1-2.5-.4L3.8 16.6l.9-3.2A5.7 5.7 0 0 1 3 9.6c0-3.4 3.1-6.1 7-6.1z'};
export const storeIcon: Shape = {line: 'M4.3 3.5h11.4l1.3 4.3a2.2 2.2 0 0 1-4.3.2 2.4 2.4 0 0 1-2.7 2 2.4 2.4 0 0 1-2.7-2A2.2 2.2 0 0 1 3 7.8zM4.3 10v6.5h11.4V10'};
export const phoneIcon: Shape = {line: 'M6.7 3.5H4.5a1 1 0 0 0-1 1.1c.6 6.7 5.2 11.3 11.9 11.9a1 1 0 0 0 1.1-1v-2.2l-3.5-1.5-1.5 1.8A9 9 0 0 1 6.4 8.5l1.8-1.5z'};
export const cameraIcon: Shape = {line: `M6.5 3.5h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3z${dot(10, 10, 3)}`, fill: dot(13.7, 6.3, 0.9)};

const CHANNELS: Readonly<Record<string, Shape>> = {
  online: globeIcon,
  till: storeIcon,
  whatsapp: chatIcon,
  instagram: cameraIcon,
  facebook: chatIcon,
  phone: phoneIcon,
  import: downloadIcon,
};

/** The icon of a sales channel; a host's own channel gets the tag. */
export function channelIcon(code: string): Shape {
  return CHANNELS[code] ?? tagIcon;
}
