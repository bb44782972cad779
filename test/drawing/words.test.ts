import { svg, text } from "../../src/drawing";
import { label } from "../../src/drawing/words";
import { HOSTILE, hostileDrawing } from "./hostile";
import { everything, readSvg } from "./picture";
import { drawn, oneModule } from "./programs";

test("an SVG has every word as it is", () => {
  const boxes = everything(readSvg(svg(hostileDrawing())).regions).filter(({ id }) => id !== undefined);
  for (const [index, text] of HOSTILE.entries()) {
    expect(boxes[index]!.texts.map((each) => each.text)).toContain(text);
    expect(boxes[index]!.shows).toBe(text);
  }
});

test("a label is one line, shows what cannot be seen, and is cut where it is long", () => {
  expect(label("  f(\n\tx,\r\n  y)\n")).toBe("f( x, y)");
  expect(label("a\u0000b\u202ec\u200bd")).toBe("a\\u{0}b\\u{202E}c\\u{200B}d");
  expect(label("\ud800")).toBe("\\u{D800}");
  expect(label("🚀".repeat(60))).toBe(`${"🚀".repeat(43)}…`);
});

test("words are those of the program, with their place, and comments left out", () => {
  const program = oneModule(`import list
import option

type Shape { Dot, Line(length: Int) }

/// Weighs.
@retry(max: 2, backoff: 50ms)
@timeout(90s)
@concurrency(4)
node weigh(n: Int) -> Int { n }

node note(n: Int) -> () { () }

pipeline again(n: Int) -> Int {
  if n > 3 && weigh(n) > 2 { again(n - 1) } else { n }
}

pipeline main(shapes: List(Shape), first: Option(Int)) -> (Int, List(Int)) {
  let weights = list.map(shapes, fn(shape) { // each of them
    match shape {
      Dot -> 1
      Line(length:) if length > 3 -> weigh(length)
      Line(..) -> 2
    }
  })
  let tried = attempt weigh(list.fold(weights, 0, fn(sum, each) { weigh(sum + each) }))
  let _ = note(1)
  let _ = option.map(first, weigh)
  match tried {
    Ok(total) -> (again(total), weights)
    Error(failure) -> (weigh(0), weights)
  }
}
`);
  expect(text(drawn(program)!.drawing)).toMatchInlineSnapshot(`
   "pipeline main  main.lk:18  service main-main
     1. start shapes, first
       2. for each list.map(shapes, fn(shape) { match shape {…  main.lk:19  after 1
       3. choose match shape  main.lk:20  after 2
         4. branch Dot  after 3
         5. glue 1  main.lk:21  after 4
         6. branch Line(length:) if length > 3  after 3
         7. call weigh  main.lk:22  after 6
         8. branch Line(..)  after 3
         9. glue 2  main.lk:23  after 8
       10. either  after 5, 7, 9
       11. gather in order  after 10
       12. attempt  main.lk:26  after 11
       13. glue 0  main.lk:26  after 12
         14. one by one list.fold(weights, 0, fn(sum, each) { weigh…  main.lk:26  after 12, 13
         15. glue sum + each  main.lk:26  after 14
         16. call weigh  main.lk:26  after 15
         17. folded next, or done  after 16
       18. call weigh  main.lk:26  after 17
       19. attempted Ok or Error  after 18
     20. glue 1  main.lk:27  after 1
     21. call note  main.lk:27  after 20
     22. choose option.map(first, weigh)  main.lk:28  after 1
       23. branch Some  after 22
       24. call weigh  main.lk:28  after 23
       25. branch None  after 22
     26. either  after 24, 25
     27. choose match tried  main.lk:29  after 11, 19
       28. branch Ok(total)  after 27
       29. pipeline again  main.lk:30  after 28
       30. glue (again(total), weights)  main.lk:30  after 28, 29
       31. branch Error(failure)  after 27
       32. glue 0  main.lk:31  after 31
       33. call weigh  main.lk:31  after 32
       34. glue (weigh(0), weights)  main.lk:31  after 31, 33
     35. either  after 30, 34
     36. join  after 21, 26, 35
     37. return (Int, List(Int))  after 36

   pipeline again  main.lk:14  service main-again
     1. start n
     2. choose if n > 3  main.lk:15  after 1
       3. branch true  after 2
       4. call weigh  main.lk:15  after 3
       5. glue weigh(n) > 2  main.lk:15  after 4
       6. branch false  after 2
     7. either  after 5, 6
     8. choose if n > 3 && weigh(n) > 2  main.lk:15  after 1, 7
       9. branch true  after 8
       10. glue n - 1  main.lk:15  after 9
       11. pipeline again  tail call  main.lk:15  after 10
       12. branch false  after 8
     13. either  after 11, 12
     14. return Int  after 13

   nodes
     weigh  main.lk:10  service main-weigh  retry 2 times  timeout 90s  at most 4 at a time
     note  main.lk:12  service main-note
   "
  `);
});
