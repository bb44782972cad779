import io.krakens.grok.api.Grok;
import io.krakens.grok.api.GrokCompiler;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Scanner;

/** Prints what Logstash's pattern for frames finds in each line of standard input: class, method, file and line, or `-`. */
public final class Frames {
  public static void main(String[] args) {
    GrokCompiler compiler = GrokCompiler.newInstance();
    compiler.registerDefaultPatterns();
    compiler.registerPatternFromClasspath("/patterns/java");
    Grok grok = compiler.compile("^\\s*%{JAVASTACKTRACEPART}", true);
    Scanner input = new Scanner(System.in, StandardCharsets.UTF_8).useDelimiter("\n");
    StringBuilder output = new StringBuilder();
    while (input.hasNext()) {
      Map<String, Object> found = grok.match(input.next()).capture();
      output.append(found.get("class") == null ? "-"
          : found.get("class") + " " + found.get("method") + " " + found.get("file") + " " + found.get("line"));
      output.append('\n');
    }
    System.out.print(output);
  }
}
