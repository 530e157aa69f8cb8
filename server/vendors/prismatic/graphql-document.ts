/**
 * A GraphQL operation whose text is fixed. Everything that differs from call to call travels as variables, so that no name
 * or id, whatever characters it holds, can become part of the text.
 */
export interface GraphqlDocument {
  text: string;
}

const fragments = {
  /** Each variable's value is asked for because only it tells whether something is missing; it goes into the digest alone. */
  InstanceFields: `
    fragment InstanceFields on Instance {
      id
      name
      enabled
      needsDeploy
      configState
      inFailedState
      systemSuspended
      deployedVersion
      createdAt
      lastDeployedAt
      lastExecutedAt
      customer { id }
      integration {
        id
        name
        versionNumber
        versionSequenceId
        versionAt(latestAvailable: true) { id versionNumber }
      }
      configVariables(first: 100) {
        nodes {
          id
          value
          status
          requiredConfigVariable {
            key
            dataType
            defaultValue
            orgOnly
            userLevelConfigured
            connection { oauth2Type }
          }
        }
      }
    }
  `,

  /** `meta` is never asked for: it may hold the tokens of a connection. */
  VariableFields: `
    fragment VariableFields on InstanceConfigVariable {
      id
      value
      status
      scheduleType
      timeZone
      lastSuccessfulRefreshAt
      inputs(first: 100) { nodes { name value hasValue } }
      requiredConfigVariable {
        key
        dataType
        defaultValue
        orgOnly
        userLevelConfigured
        connection { label oauth2Type component { label } }
      }
    }
  `,

  VersionFields: `
    fragment VersionFields on Integration {
      id
      name
      description
      category
      versionNumber
      versionSequenceId
      versionComment
      versionCreatedAt
      marketplaceConfiguration
      allowMultipleMarketplaceInstances
    }
  `,

  FormFields: `
    fragment FormFields on Integration {
      id
      name
      description
      category
      labels
      versionNumber
      versionSequenceId
      configPages
      requiredConfigVariables(first: 100, sortBy: [{ field: SORT_ORDER, direction: ASC }]) {
        nodes {
          key
          dataType
          collectionType
          codeLanguage
          pickList
          header
          description
          defaultValue
          orgOnly
          userLevelConfigured
          connection {
            label
            comments
            oauth2Type
            component { label }
            inputs(first: 100, shown: true) {
              nodes { key label type required placeholder example comments default }
            }
          }
        }
      }
    }
  `,

  RunFields: `
    fragment RunFields on InstanceExecutionResult {
      id
      startedAt
      endedAt
      status
      resultType
      invokeType
      isTestExecution
      error
      retryCount
      maxRetryCount
      stepCount
      instance { id name customer { id } }
      flowConfig { id }
      flow { name }
      replayForExecution { id }
      replays(first: 1) { totalCount }
    }
  `,
};

/** An operation that spreads these fragments. */
export function withFragments(operation: string, ...spread: (keyof typeof fragments)[]): GraphqlDocument {
  return { text: [operation, ...spread.map((name) => fragments[name])].join('\n') };
}
