/** The customer companies that every imitated vendor begins with. `externalId` is the dashboard's own id for them. */
export const sandboxAccounts = {
  northwind: { externalId: 'northwind', name: 'Northwind', contact: 'Maya Lindqvist', email: 'maya@northwind.example' },
  fabrikam: { externalId: 'fabrikam', name: 'Fabrikam', contact: 'Tomás Rey', email: 'tomas@fabrikam.example' },
} as const;
