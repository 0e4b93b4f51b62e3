"""A canvas for PNG that shows every letter of a name."""

from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

from spotwise.figures.letters import drawable

ROOM: dict[tuple, tuple[float, float, float]] = {}
"""Width, height and descent of lines that were measured, by text, font and resolution."""


class Canvas(FigureCanvasAgg):
    """What a figure that has it is saved on as PNG."""

    def get_renderer(self) -> RendererAgg:
        """A renderer of the figure's size, kept from one drawing to the next."""
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if self._lastKey != size:
            self.renderer, self._lastKey = Renderer(*size), size
        return self.renderer


class Renderer(RendererAgg):
    """Measures and draws lines as a PNG can show them."""

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None) -> None:
        """Draw one line."""
        super().draw_text(gc, x, y, *drawable(s, prop), angle, ismath, mtext)

    def get_text_width_height_descent(self, s, prop, ismath) -> tuple[float, float, float]:
        """The room that a line takes, in pixels; kept, since the pictures of a job share most of their words."""
        key = s, hash(prop), self.dpi
        if key not in ROOM:
            ROOM[key] = super().get_text_width_height_descent(*drawable(s, prop), ismath)
        return ROOM[key]
