"""The part of SARIF 2.1.0 that is written here, as pydantic models.

Source: OASIS standard SARIF 2.1.0, sections 3.13 to 3.58. The packages that model the whole format are either not kept
up or accept any further name; so few objects are needed that they are written out, and the tests hold what is written
against the official schema.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

SCHEMA_URI: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
Level = Literal["error", "warning", "note"]


class Part(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True)


class Message(Part):
    text: str


class Region(Part):
    """Lines and columns count from 1, columns in the unit of the run; the end is exclusive."""

    start_line: int
    start_column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class ArtifactLocation(Part):
    uri: str


class PhysicalLocation(Part):
    artifact_location: ArtifactLocation
    region: Region | None = None


class Location(Part):
    physical_location: PhysicalLocation
    message: Message | None = None


class Configuration(Part):
    level: Level


class Descriptor(Part):
    """A code or rule: what its results are about, and the page that explains it."""

    id: str
    name: str | None = None
    short_description: Message | None = None
    full_description: Message | None = None
    help: Message | None = None
    help_uri: str | None = None
    default_configuration: Configuration | None = None
    properties: dict[str, Any] | None = None


class Driver(Part):
    name: str
    semantic_version: str | None = None
    language: Literal["zh", "en"]
    rules: list[Descriptor]


class Tool(Part):
    driver: Driver


class Suppression(Part):
    """`inSource`: it stands in the very file that the result is about."""

    kind: Literal["inSource"] = "inSource"
    status: Literal["accepted"] = "accepted"
    justification: str
    location: Location | None = None


class Result(Part):
    rule_id: str
    rule_index: int
    level: Level
    message: Message
    locations: list[Location]
    related_locations: list[Location] | None = None
    partial_fingerprints: dict[str, str] | None = None
    suppressions: list[Suppression] | None = None
    properties: dict[str, Any] | None = None


class Reference(Part):
    id: str


class Notification(Part):
    """Something about the run itself, not about what was looked at."""

    descriptor: Reference
    level: Level
    message: Message
    locations: list[Location]


class Invocation(Part):
    """`execution_successful` is false where something could not be looked at."""

    execution_successful: bool
    exit_code: int
    exit_code_description: str
    tool_execution_notifications: list[Notification]


class AutomationDetails(Part):
    """Which of several runs over the same files this is: results are compared with those of the same `id`."""

    id: str


class Run(Part):
    tool: Tool
    column_kind: Literal["utf16CodeUnits", "unicodeCodePoints"] = "utf16CodeUnits"
    automation_details: AutomationDetails | None = None
    invocations: list[Invocation] | None = None
    results: list[Result]
    properties: dict[str, Any] | None = None


class Log(Part):
    schema_: str = Field(default=SCHEMA_URI, alias="$schema")
    version: Literal["2.1.0"] = "2.1.0"
    runs: list[Run]
