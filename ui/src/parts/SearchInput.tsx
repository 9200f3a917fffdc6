/** A search line that writes into the address once typing rests. */
import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  value: string;
  onSearch: (value: string) => void;
  placeholder: string;
}

export function SearchInput({ value, onSearch, placeholder }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  const [given, setGiven] = useState(value);
  const search = useDebouncedCallback(onSearch, 250);
  if (given !== value) {
    setGiven(value);
    if (value !== typed.trim()) setTyped(value);
  }
  const change = (next: string) => {
    setTyped(next);
    search(next.trim());
  };
  return (
    <TextInput
      type="search"
      w={{ base: "100%", xs: 320 }}
      leftSection={<IconSearch size={16} stroke={1.5} />}
      rightSection={typed ? <CloseButton size="sm" aria-label={t("action.clear")} onClick={() => change("")} /> : null}
      placeholder={placeholder}
      aria-label={placeholder}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
