/** Who the agent is, and what it may use. */
import { Box } from "@mantine/core";
import { useMemo } from "react";
import { isRecord } from "../../../forms/pointers";
import { ABOUT } from "../contractForms";
import { placeOf } from "../definition";
import { FormPart } from "./FormPart";
import type { Target } from "./useTarget";
import type { Working } from "./useWorking";

const NAMES = Object.keys(ABOUT.properties);

export function AboutPart({ working, target }: { working: Working; target: Target | undefined }) {
  const { doc, problems, put, fault } = working;
  const value = Object.fromEntries(NAMES.map((name) => [name, doc[name]]));
  const mine = useMemo(() => problems.filter((one) => placeOf(one.pointer).part === "about"), [problems]);
  const change = (next: unknown) => {
    if (!isRecord(next)) return;
    for (const name of NAMES) put(`/${name}`, next[name]);
  };
  return (
    <Box maw={720}>
      <FormPart
        schema={ABOUT}
        value={value}
        prefix="about"
        problems={mine}
        target={target && placeOf(target.pointer).part === "about" ? target : undefined}
        onChange={change}
        onFault={(said) => fault("", said)}
      />
    </Box>
  );
}
