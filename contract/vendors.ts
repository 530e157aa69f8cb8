/** The vendors Jackfield speaks to. The same words stand in URLs, in the GraphQL schema and in the database. */
export const vendors = ['tray', 'prismatic', 'instabase', 'patchworks'] as const;

export type Vendor = (typeof vendors)[number];

/** What people call the vendor. Product names are not translated. */
export const vendorNames: Record<Vendor, string> = {
  tray: 'Tray',
  prismatic: 'Prismatic',
  instabase: 'Instabase',
  patchworks: 'Patchworks',
};
