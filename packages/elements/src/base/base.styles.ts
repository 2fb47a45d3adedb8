import type {CSSResultGroup} from 'lit';
import {buttonStyles} from './button.styles.ts';
import {fieldStyles} from './field.styles.ts';
import {overlayStyles} from './overlay.styles.ts';
import {shapeStyles} from './shape.styles.ts';
import {surfaceStyles} from './surface.styles.ts';
import {tokenStyles} from './tokens.styles.ts';
import {typeStyles} from './type.styles.ts';

/**
 * Everything a widget shares: properties, type, shapes, buttons, fields, surfaces, overlays.
 *
 * @example
 * static override styles = [baseStyles, parcelPackerStyles];
 */
export const baseStyles: CSSResultGroup = [tokenStyles, typeStyles, shapeStyles, surfaceStyles, buttonStyles, fieldStyles, overlayStyles];
