/** What the type prescribes for each agent that is hired from it. */
import { Box, Stack } from "@mantine/core";
import { useMemo } from "react";
import { isRecord, valueAt } from "../../../forms/pointers";
import { errorsUnder } from "../../../forms/state";
import { RULES } from "../contractForms";
import { FormPart } from "./FormPart";
import { JsonPart } from "./JsonPart";
import { type Target, targetIn } from "./useTarget";
import type { Working } from "./useWorking";

const PART = "/enforcement_defaults";
const ASKING = `${PART}/approvals`;

export function RulesPart({ working, target }: { working: Working; target: Target | undefined }) {
  const { doc, faults, problems, put, fault } = working;
  const rules = isRecord(doc.enforcement_defaults) ? doc.enforcement_defaults : {};
  const { approvals, ...others } = rules;
  const mine = useMemo(() => problems.filter((one) => !one.pointer.startsWith(ASKING)), [problems]);
  return (
    <Stack gap="md" maw={720}>
      <FormPart
        schema={RULES}
        value={others}
        prefix="rules"
        problems={errorsUnder(mine, PART)}
        target={targetIn(target, ASKING) ? undefined : targetIn(target, PART)}
        onChange={(next) =>
          isRecord(next) && put(PART, approvals === undefined ? next : { approvals, ...next })
        }
        onFault={(said) => fault(PART, said)}
      />
      <Box>
        <JsonPart
          label="Who is asked, and for how long"
          hint="By verb and by effect; times are in seconds. Where nothing is said, the platform's own rule holds."
          value={valueAt(rules, ["approvals"]) ?? {}}
          fault={faults.get(ASKING)}
          problems={errorsUnder(problems, ASKING)}
          target={targetIn(target, ASKING)}
          onChange={(next) => put(ASKING, next)}
          onFault={(said) => fault(ASKING, said)}
        />
      </Box>
    </Stack>
  );
}
