import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import styles from './VendorGlyph.module.css';

const drawings: Record<Vendor, string> = {
  tray: 'M2 8.5h2.75l1 2h2.5l1-2H12M2 8.5v3h10v-3M3.5 8.5 4.5 3h5l1 5.5',
  prismatic: 'M7 2 12.5 11.5h-11zM7 2v9.5',
  instabase: 'M2 11.5h10M3.5 11.5v-5M7 11.5v-9M10.5 11.5v-7',
  patchworks: 'M2 2h4.5v4.5H2zM7.5 7.5H12V12H7.5zM7.5 4.25h2.25v2.25',
};

/** The sign by which a vendor is told apart: a shape, never a colour. */
export function VendorGlyph({
  vendor,
  isSilent = false,
}: {
  vendor: Vendor;
  /** Its name stands beside it. */
  isSilent?: boolean;
}) {
  return (
    <span className={styles['glyph']}>
      {!isSilent && <span className="visually-hidden">{vendorNames[vendor]}</span>}
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d={drawings[vendor]} />
      </svg>
    </span>
  );
}
