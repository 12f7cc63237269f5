package io.kprofefe.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All who write at the same time wait for the same syncs, of the whole file system: one costs about
 * as much as the sync of one file. A profile takes two of them: after the first its files take
 * their names, after the second these are on the disk as well.
 */
public final class SharedSync implements Disk {

  private final Path root;
  private final Whole fileSystem;
  private final BlockingQueue<Settling> written = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("sync").factory());

  /** A file system as a whole. */
  interface Whole extends AutoCloseable {

    /**
     * Waits until what was written before is on the disk.
     *
     * @throws IOException when anything that was written since the last call may not be
     */
    void sync() throws IOException;

    @Override
    void close();
  }

  SharedSync(Path root, Whole fileSystem) {
    this.root = root;
    this.fileSystem = fileSystem;
    thread.execute(this::syncUntilClosed);
  }

  /**
   * For a directory that many write to at once; file by file where its file system is none that is
   * known to be synced as a whole.
   *
   * @param directory is there
   */
  public static Disk of(Path directory) throws IOException {
    Path root = directory.toAbsolutePath().normalize();
    Optional<FileSystemSync> fileSystem = FileSystemSync.of(root);
    return fileSystem.isPresent() ? new SharedSync(root, fileSystem.get()) : new FileByFile(root);
  }

  @Override
  public Writing begin() {
    return new OneWriting(failures.get());
  }

  /** Nobody writes any more. */
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
    fileSystem.close();
  }

  private void syncUntilClosed() {
    List<Settling> named = List.of();
    try {
      while (true) {
        List<Settling> next = named.isEmpty() ? some() : waiting();
        try {
          fileSystem.sync();
        } catch (IOException failed) {
          failures.incrementAndGet();
        }
        named.forEach(each -> each.endAfter(failures.get()));
        named = next.stream().filter(each -> each.takeNamesAfter(failures.get())).toList();
      }
    } catch (InterruptedException closed) {
      // the end of this thread
    }
  }

  /** All whose bytes are written, and at least one. */
  private List<Settling> some() throws InterruptedException {
    var some = new ArrayList<Settling>();
    some.add(written.take());
    written.drainTo(some);
    return some;
  }

  private List<Settling> waiting() {
    var all = new ArrayList<Settling>();
    written.drainTo(all);
    return all;
  }

  private final class OneWriting implements Writing {

    private final int failuresBefore;

    OneWriting(int failuresBefore) {
      this.failuresBefore = failuresBefore;
    }

    @Override
    public void createFolders(Path folder) throws IOException {
      SyncedFiles.createFolders(root, folder);
    }

    @Override
    public void write(Path file, byte[] bytes) throws IOException {
      SyncedFiles.writeUnsynced(file, bytes);
    }

    @Override
    public void settle(Names names, Path folder) throws IOException {
      var settling = new Settling(names, failuresBefore);
      written.add(settling);
      settling.await();
    }
  }
}
