import type { ICruiseOptions, IForbiddenRuleType } from 'dependency-cruiser';

declare const zones: { forbidden: IForbiddenRuleType[]; options: ICruiseOptions };
export default zones;
