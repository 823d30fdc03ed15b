"""What the screens of the staff's pages have in common."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from election.errors import Message
from kiosk.style.context import UiContext
from kiosk.style.theme import Space
from kiosk.widgets.buttons.button import Button
from kiosk.widgets.layout.boxes import Column
from kiosk.widgets.layout.button_bar import ButtonBar
from kiosk.widgets.layout.headed_pane import HeadedPane
from kiosk.widgets.layout.page import inset_row, page_column, page_head
from kiosk.widgets.notices.notice import Notice
from kiosk.widgets.screen import Back, Screen
from kiosk.widgets.text import Text


class PageScreen(Screen):
    """A page with a title, content that may scroll, a notice, and the way back.
    `name` begins the keys of its texts. Who makes one calls `lay_out`.
    """

    def __init__(self, ui: UiContext, name: str) -> None:
        super().__init__(ui)
        self._name = name
        self._news: Message | None = None
        self._problem: Exception | None = None
        self.title, self._about = Text("title"), Text("body")
        self.notice = Notice(ui, "news")
        self.back_button = Button(ui, "secondary", "back")
        self.asks(self.back_button, Back())

    def lay_out(
        self,
        content: QWidget,
        buttons: Sequence[Button] = (),
        head: Sequence[QWidget] = (),
        others: Sequence[QWidget] = (),
    ) -> None:
        """Put `head` and `content` below the title, and `buttons` at the foot. Of the content and `others`
        one is seen at a time.
        """
        ui = self.ui
        below = QWidget()
        inner = Column(ui, Space.NEAR, parent=below)
        lead = inset_row(ui)
        lead.addWidget(self._about)
        inner.addLayout(lead)
        for each in (content, *others):
            inner.addWidget(each, 1)
        main = HeadedPane(ui, page_head(ui, self.title, *head), below)
        self.pane = main.pane
        column = page_column(ui, self)
        column.addWidget(main, 1)
        column.addWidget(ButtonBar(ui, (self.back_button,), buttons, self.notice))

    def lead(self) -> str:
        """Return what stands below the title."""
        return self.ui.text(f"{self._name}.lead")

    def say_news(self, key: str) -> None:
        """Say by catalogue key what was done; an empty one says nothing."""
        self.say(Message(key) if key else None)

    def say(self, news: Message | None) -> None:
        """Say what was done; None says nothing."""
        self._news, self._problem = news, None
        self._say()

    def show_problem(self, error: Exception) -> None:
        """Say why it was not done."""
        self._news, self._problem = None, error
        self._say()

    def enter(self) -> None:
        """Start from the top, with nothing said."""
        self.say_news("")
        super().enter()
        self.pane.to_top()

    def clear(self) -> None:
        """Forget what was said."""
        self.say_news("")

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.title.set_text(self.ui.text(f"{self._name}.title"))
        self._about.set_text(self.lead())
        self.back_button.set_text(self.ui.text("button.back"))
        self.pane.retranslate()
        self._say()

    def _say(self) -> None:
        self.notice.set_kind("error" if self._problem else "news")
        if self._problem is not None:
            self.notice.set_text(self.ui.error(self._problem))
        else:
            self.notice.set_text(self.ui.text(self._news.key, **self._news.values) if self._news else "")
