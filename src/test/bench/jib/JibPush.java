import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.nio.file.Path;
import java.util.List;

/** Builds and pushes a folder by Jib Core: image, folder, folder for its caches. */
final class JibPush {
    public static void main(String[] arguments) throws Exception {
        Jib.fromScratch()
                .addLayer(List.of(Path.of(arguments[1])), AbsoluteUnixPath.get("/models"))
                .containerize(Containerizer.to(RegistryImage.named(arguments[0]))
                        .setAllowInsecureRegistries(true)
                        .setApplicationLayersCache(Path.of(arguments[2]))
                        .setBaseImageLayersCache(Path.of(arguments[2])));
    }
}
