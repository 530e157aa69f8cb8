/** The settings by which a deployment is live. Names like `TRAY_DEBUG_URL_TEMPLATE` are extras and do not count. */
export const vendorSettings = [
  'TRAY_API_URL',
  'TRAY_APP_URL',
  'TRAY_MASTER_TOKEN',
  'TRAY_PARTNER',
  'PRISMATIC_URL',
  'PRISMATIC_TOKEN',
  'PRISMATIC_REFRESH_TOKEN',
  'PRISMATIC_SIGNING_KEY',
  'PRISMATIC_ORGANIZATION',
  'INSTABASE_URL',
  'INSTABASE_TOKEN',
  'INSTABASE_ACCOUNT',
  'PATCHWORKS_URL',
  'PATCHWORKS_API_KEY',
  'PATCHWORKS_ACCOUNT',
];

/** The vendor settings that are present; none means that all vendors are imitated. */
export function presentVendorSettings() {
  return vendorSettings.filter((name) => process.env[name]);
}
