import {defineOnce} from '../base/define-once.ts';
import {ParcelPacker} from './parcel-packer.ts';

defineOnce('parcel-packer', ParcelPacker);
