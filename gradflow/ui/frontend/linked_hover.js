// Pointing at a cell of one linked map shows the same cell of all of them.

export class LinkedHover {
  constructor(node) {
    this.node = node;
    this.listening = false;
  }

  /** After each frame: listen once, and show again what was pointed at. */
  follow(Plotly, linked) {
    this.Plotly = Plotly;
    this.linked = linked;
    if (!this.listening) this.listen();
    if (this.cell) this.show();
  }

  listen() {
    this.listening = true;
    this.node.on("plotly_hover", ({ points }) => {
      const point = points.find(({ curveNumber }) => this.linked.includes(curveNumber));
      this.cell = point && { xval: point.x, yval: point.y };
      if (this.cell) this.show();
    });
    this.node.on("plotly_unhover", () => (this.cell = undefined));
  }

  show() {
    const traces = this.linked.map((curve) => this.node._fullData[curve]);
    const cells = this.linked.map((curveNumber) => ({ curveNumber, ...this.cell }));
    const subplots = traces.map(({ xaxis, yaxis }) => xaxis + yaxis);
    this.Plotly.Fx.hover(this.node, cells, subplots, true); // true: without a new hover event
  }
}
