# Does what Homebrew would do with a formula, on each kind of machine that it is for.
#
#   ruby formula.rb FORMULA UNPACKED VERSION
#
# UNPACKED is a folder with the content of an archive. Prints the address and the checksum for each machine, then installs into an empty
# prefix and runs the formula's own test there.
require "fileutils"
require "pathname"
require "tmpdir"

FORMULA, UNPACKED, VERSION = ARGV

# A folder that a formula installs into: files by their names, or by new ones.
class Prefix < Pathname
  def install(*sources)
    FileUtils.mkdir_p(self)
    sources.flatten.each do |source|
      pairs = source.is_a?(Hash) ? source : { source => File.basename(source) }
      pairs.each { |from, to| FileUtils.cp_r(from, join(to)) }
    end
  end

  def /(name) = Prefix.new(join(name))
end

class Formula
  class << self
    attr_reader :found, :tested

    def machine(system, processor)
      @system, @processor, @found = system, processor, {}
    end

    # `brew audit` refuses the same.
    def desc(text)
      raise "the description is too long, or opens with an article, or ends with a full stop" if text.length > 80 || text =~ /\A(A|An|The) |\.\z/
    end

    def homepage(address) = found[:homepage] = address
    def license(value) = found[:license] = value
    def version(text = nil) = text ? found[:version] = text : found[:version]
    def url(address) = found[:url] = address
    def sha256(sum) = found[:sha256] = sum
    def on_macos = @system == :macos && yield
    def on_linux = @system == :linux && yield
    def on_arm = @processor == :arm && yield
    def on_intel = @processor == :intel && yield
    def test(&block) = @tested = block
  end

  def initialize(prefix) = @prefix = Prefix.new(prefix)
  def bin = @prefix / "bin"
  def man1 = @prefix / "share/man/man1"
  def doc = @prefix / "share/doc/journeybook"
  def pkgshare = @prefix / "share/journeybook"
  def bash_completion = @prefix / "etc/bash_completion.d"
  def zsh_completion = @prefix / "share/zsh/site-functions"
  def fish_completion = @prefix / "share/fish/vendor_completions.d"
  def version = self.class.version
  def shell_output(command) = IO.popen(command, &:read).tap { raise "`#{command}` failed" unless $?.success? }
  def system(*command) = Kernel.system(*command.map(&:to_s), out: File::NULL) || raise("#{command} failed")
  def assert_match(expected, text) = text.include?(expected) || raise("#{expected} is not in #{text}")
end

%i[macos linux].product(%i[arm intel]).each do |system, processor|
  Object.send(:remove_const, :Journeybook) if defined?(Journeybook)
  Formula.singleton_class.class_eval { define_method(:inherited) { |formula| super(formula); formula.machine(system, processor) } }
  load FORMULA
  found = Journeybook.found
  raise "no address for #{system} on #{processor}" unless found[:url] && found[:sha256] =~ /\A\h{64}\z/
  puts [system, processor, found[:url], found[:sha256]].join(" ")
end

Dir.mktmpdir do |prefix|
  formula = Journeybook.new(prefix)
  Dir.chdir(UNPACKED) { formula.install }
  expected = %w[bin/journeybook share/man/man1/journeybook-build.1 etc/bash_completion.d/journeybook share/zsh/site-functions/_journeybook]
  expected.each { |path| raise "#{path} is not installed" unless File.exist?(File.join(prefix, path)) }
  raise "the version differs" unless Journeybook.version == VERSION
  Dir.mktmpdir { |folder| Dir.chdir(folder) { formula.instance_eval(&Journeybook.tested) } }
end
