/** The tag of EXIF (CIPA DC-008) that says how a picture is to be turned, and the type of its value. */
const orientationTag = 0x0112;
const shortType = 3;

/** 1 to 8 of a TIFF structure as EXIF has it; 1 where it says nothing that can be understood. */
export function exifOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 14) return 1;
  const little = view.getUint16(0) === 0x4949;
  if (!little && view.getUint16(0) !== 0x4d4d) return 1;
  if (view.getUint16(2, little) !== 42) return 1;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; ++i) {
    const at = directory + 2 + 12 * i;
    if (at + 12 > tiff.length) return 1;
    if (view.getUint16(at, little) !== orientationTag) continue;
    const value = view.getUint16(at + 8, little);
    return view.getUint16(at + 2, little) === shortType && value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** Whether width and height change places. */
export const turnsAside = (orientation: number) => orientation >= 5;
