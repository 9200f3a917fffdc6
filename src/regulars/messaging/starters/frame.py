"""The look that all starters share, as MJML that people go on editing: colours and sizes stand at the top, once."""

from __future__ import annotations

from regulars.messaging.rendering.blocks import ACCENT, FONT, GROUND, INK, QUIET

NAMED = "{% if customer.first_name %}, {{ customer.first_name }}{% endif %}"
"""The first name after a greeting, where it is known."""


def frame(*sections: str, footer: str = "marketing") -> str:
    """A whole body: the shop's name, what is said, the footer."""
    said = "\n".join(sections)
    return f"""<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="{FONT}" />
      <mj-text font-size="16px" line-height="26px" color="{INK}" padding="8px 24px" />
      <mj-button background-color="{ACCENT}" color="#ffffff" font-size="16px" font-weight="600" border-radius="8px" inner-padding="14px 28px" padding="16px 24px 24px" />
      <mj-section background-color="#ffffff" padding="0" />
      <mj-class name="title" font-size="26px" line-height="34px" font-weight="700" padding="32px 24px 8px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="{GROUND}">
    <mj-section background-color="{GROUND}" padding="24px 0 16px">
      <mj-column>
        <mj-text align="center" font-size="14px" line-height="20px" color="{QUIET}"><a href="{{{{ store.url }}}}" style="color:{QUIET};text-decoration:none">{{{{ store.name }}}}</a></mj-text>
      </mj-column>
    </mj-section>
{said}
    <mj-include path="footer" for="{footer}" />
  </mj-body>
</mjml>
"""


def words(title: str, *paragraphs: str, button: str | None = None, url: str = "{{ store.url }}") -> str:
    """A title with paragraphs below it, and a button."""
    texts = "".join(f"\n        <mj-text>{paragraph}</mj-text>" for paragraph in paragraphs)
    return f"""    <mj-section>
      <mj-column>
        <mj-text mj-class="title">{title}</mj-text>{texts}{_button(button, url)}
      </mj-column>
    </mj-section>"""


def closing(*paragraphs: str, button: str | None = None, url: str = "{{ store.url }}") -> str:
    """What follows a block."""
    texts = "".join(f"\n        <mj-text>{paragraph}</mj-text>" for paragraph in paragraphs)
    return f"""    <mj-section>
      <mj-column>{texts}{_button(button, url)}
      </mj-column>
    </mj-section>"""


def block(path: str, **said: str) -> str:
    """A block by its name."""
    attributes = "".join(f' {name}="{value}"' for name, value in said.items())
    return f'    <mj-include path="{path}"{attributes} />'


def only_if(condition: str, *sections: str) -> str:
    """What is shown only where something is so."""
    said = "\n".join(sections)
    return f"    {{% if {condition} %}}\n{said}\n    {{% endif %}}"


def _button(label: str | None, url: str) -> str:
    return "" if label is None else f'\n        <mj-button href="{url}">{label}</mj-button>'
